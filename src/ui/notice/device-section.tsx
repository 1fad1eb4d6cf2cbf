import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, onMount, Show } from "solid-js";
import BellPlus from "lucide-solid/icons/bell-plus";
import Smartphone from "lucide-solid/icons/smartphone";
import { deviceOf } from "#ui/account/device.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { noticeWords } from "#words/notice.ts";
import { writeInstant } from "#words/words.ts";
import { canPush, endpointHere, subscribeHere, unsubscribeHere } from "./push.ts";

/** « Sur mes appareils »: the browsers that show notices while Concerto is closed; this one is added by a button, each is taken away by one. */
export function DeviceSection() {
  const w = useWords(noticeWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const failure = useFailure();
  const known = useQuery(() => ({ queryKey: ["notice", "devices"], queryFn: () => api.noticeDevice.list.query() }));
  const devices = () => answerOf(known)?.devices ?? [];
  // What a browser can, and is, it knows by itself: the server renders neither.
  const [able, setAble] = createSignal<"unknown" | "yes" | "no" | "refused">("unknown");
  const [here, setHere] = createSignal<string | null>(null);
  const [pending, setPending] = createSignal(false);
  const look = async () => {
    setAble(!canPush() ? "no" : Notification.permission === "denied" ? "refused" : "yes");
    setHere(await endpointHere());
  };
  onMount(() => void look());
  const isHere = () => devices().some(({ endpoint }) => endpoint === here());
  const add = async () => {
    const key = answerOf(known)?.key;
    if (!key) return;
    setPending(true);
    try {
      const keys = await subscribeHere(key);
      if (keys) {
        const device = deviceOf(navigator.userAgent);
        await api.noticeDevice.add.mutate({ ...keys, name: device ? `${device.browser}, ${device.system}` : w().devices.unknown });
        toast({ text: w().devices.added });
      }
    } catch (error) {
      // The browser's own service was not reached, or there is none (a private window): no refusal of ours.
      if (error instanceof DOMException) toast({ kind: "danger", text: w().devices.failed });
      else failure.tell(error);
    } finally {
      setPending(false);
      await look();
      void queries.invalidateQueries({ queryKey: ["notice", "devices"] });
    }
  };
  const remove = async (id: string, endpoint: string) => {
    try {
      await api.noticeDevice.remove.mutate({ id });
      if (endpoint === here()) await unsubscribeHere();
      toast({ text: w().devices.removed });
    } catch (error) {
      failure.tell(error);
    } finally {
      await look();
      void queries.invalidateQueries({ queryKey: ["notice", "devices"] });
    }
  };
  return (
    <div class="flex flex-col gap-2">
      <h3 class="text-sm font-medium">{w().devices.title}</h3>
      <p class="text-xs text-muted">{w().devices.text}</p>
      <Show when={devices().length > 0}>
        <ul class="divide-y divide-line rounded-lg border border-line">
          <For each={devices()}>
            {(device) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
                <Smartphone size={16} class="shrink-0 text-muted" aria-hidden="true" />
                <span class="min-w-0 flex-1">
                  <span class="font-medium">{device.name}</span>
                  <Show when={device.endpoint === here()}>
                    <span class="ml-2 rounded-sm bg-accent-soft px-1.5 py-0.5 text-2xs font-medium text-accent">{w().devices.here}</span>
                  </Show>
                  <span class="block text-xs text-muted">
                    {device.toldAt
                      ? w().devices.told(writeInstant(device.toldAt, language(), new Date()))
                      : w().devices.since(writeInstant(device.createdAt, language(), new Date()))}
                  </span>
                </span>
                <Button size="sm" kind="quiet" onClick={() => void remove(device.id, device.endpoint)}>
                  {w().devices.remove}
                  <span class="sr-only"> {device.name}</span>
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={!isHere()}>
        <Show when={able() === "yes"}>
          <Button class="self-start" icon={<BellPlus size={16} aria-hidden="true" />} pending={pending()} onClick={() => void add()}>
            {w().devices.add}
          </Button>
        </Show>
        <Show when={able() === "no" || able() === "refused"}>
          <p class="rounded-lg border border-line bg-surface px-3.5 py-2.5 text-sm">
            {able() === "no" ? w().devices.unable : w().devices.denied}
          </p>
        </Show>
      </Show>
    </div>
  );
}
