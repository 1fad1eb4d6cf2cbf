import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { agreementWords } from "#words/agreement.ts";

/** The school's own switch: in which zone it tells of its groups and is told of others', or in none. */
export function ZoneDialog(props: { open: boolean; onClose(): void }) {
  const w = useWords(agreementWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const say = () => w().zone;
  const zone = useQuery(() => ({ queryKey: ["zone", "get"], queryFn: () => api.zone.get.query(), enabled: props.open }));
  const known = () => answerOf(zone);
  // on, and the zone still to be chosen
  const [choosing, setChoosing] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      () => setChoosing(false),
    ),
  );
  const save = async (code: string | null) => {
    try {
      await api.zone.save.mutate({ zone: code });
      setChoosing(false);
      toast({ text: say().saved });
    } catch (error) {
      failure.tell(error);
    }
  };
  const inZone = () => (known()?.zone ?? null) !== null;
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={say().title}
      text={say().text}
      actions={
        <Button kind="primary" onClick={() => props.onClose()}>
          {say().close}
        </Button>
      }
    >
      <Show when={known()} fallback={<Skeleton rows={4} />}>
        {(of) => (
          <div class="flex flex-col gap-4 pb-2">
            <Switch
              label={say().on}
              hint={say().hint}
              checked={inZone() || choosing()}
              disabled={!of().may.change}
              onChange={(to) => {
                if (!to && inZone()) void save(null);
                setChoosing(to);
              }}
            />
            <Show when={inZone() || choosing()} fallback={<p class="text-sm text-muted">{say().off}</p>}>
              <Field label={say().zone} class="max-w-80">
                <Select
                  value={of().zone ?? ""}
                  placeholder={say().choose}
                  disabled={!of().may.change}
                  options={of().zones.map((one) => ({ value: one.code, label: language() === "fr" ? one.nameFr : one.nameEn }))}
                  onChange={(code) => void save(code)}
                />
              </Field>
            </Show>
            <Show when={inZone()}>
              <section class="text-sm">
                <h3 class="mb-1 text-xs font-semibold text-muted">{say().schools}</h3>
                <Show when={of().schools.length > 0} fallback={<p class="text-muted">{say().alone}</p>}>
                  <ul>
                    <For each={of().schools}>{(school) => <li>{school.name}</li>}</For>
                  </ul>
                </Show>
              </section>
            </Show>
          </div>
        )}
      </Show>
    </Dialog>
  );
}
