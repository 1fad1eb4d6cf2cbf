import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import BellPlus from "lucide-solid/icons/bell-plus";
import { can } from "#domain/access.ts";
import { mayWatch, type Question, type WatchKind } from "#domain/watch.ts";
import { api } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import type { ButtonKind, ButtonSize } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { watchWords } from "#words/watch.ts";

// The form is asked for with the first click.
const WatchDialog = lazy(async () => ({ default: (await import("./watch-form.tsx")).WatchDialog }));

/**
 * « Me prévenir »: from where one looks, the same question, to be told when it becomes true. `question` is read at the click, with what its
 * ids are called.
 */
export function WatchButton(props: {
  /** The kind it will be, so that who may not ask is offered nothing. */
  of: WatchKind;
  question(): { question: Question; names?: Record<string, string> };
  kind?: ButtonKind;
  size?: ButtonSize;
  class?: string;
}) {
  const w = useWords(watchWords);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [subject, setSubject] = createSignal<{ question: Question; names?: Record<string, string> } | null>(null);
  const me = useMe();
  const may = () => {
    const actor = me.data?.actor;
    return actor !== null && actor !== undefined && can(actor, "watch.own") && mayWatch(actor, props.of);
  };
  const close = () => setSubject(null);
  const done = () => {
    close();
    void queries.invalidateQueries({ queryKey: ["watch"] });
    toast({ text: w().done.added, action: { label: w().done.see, run: () => navigate("/veilles") } });
  };
  return (
    <Show when={may()}>
      <Button
        kind={props.kind ?? "quiet"}
        size={props.size ?? "md"}
        class={props.class ?? ""}
        icon={<BellPlus size={15} aria-hidden="true" />}
        onClick={() => setSubject(props.question())}
      >
        {w().notify}
      </Button>
      <Show when={subject()}>
        {(of) => (
          <Suspense>
            <WatchDialog
              open
              subject={{ id: null, question: of().question, mail: false, endsOn: null, names: of().names ?? {} }}
              send={(written) => api.watch.add.mutate(written)}
              done={done}
              onClose={close}
            />
          </Suspense>
        )}
      </Show>
    </Show>
  );
}
