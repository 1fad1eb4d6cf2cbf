import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { isDay, parseTime } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useMoment, zoneName } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { holdWords } from "#words/hold.ts";

/** The moments agreed for a term, which its courses choose from (F-061). */
export function TermRelease(props: { termId: string }) {
  const w = useWords(holdWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const moment = useMoment();
  const dates = useQuery(() => ({
    queryKey: ["term", "release", props.termId],
    queryFn: () => api.hold.dates.query({ termId: props.termId }),
  }));
  const [day, setDay] = createSignal("");
  const [time, setTime] = createSignal("09:00");
  const said = (at: string) => moment(at, answerOf(dates)?.timeZone ?? "America/Toronto");
  const add = async (input: { day: string; time: string } | { at: string }) => {
    try {
      const { id, at } = await api.hold.addDate.mutate({ termId: props.termId, moment: input });
      toast({
        text: w().term.added(said(at)),
        action: { label: w().undo, run: () => void api.hold.removeDate.mutate({ id }).catch(failure.tell) },
      });
      setDay("");
    } catch (error) {
      failure.tell(error);
    }
  };
  const remove = async (id: string, at: string) => {
    try {
      await api.hold.removeDate.mutate({ id });
      toast({
        text: w().term.removed(said(at)),
        ...(Date.parse(at) > Date.now()
          ? {
              action: {
                label: w().undo,
                run: () => void api.hold.addDate.mutate({ termId: props.termId, moment: { at } }).catch(failure.tell),
              },
            }
          : {}),
      });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <section class="mt-6 flex flex-col gap-3 border-t border-line pt-4">
      <h3 class="font-semibold">{w().term.title}</h3>
      <p class="text-sm text-muted">{w().term.text}</p>
      <Show when={answerOf(dates)}>
        {(known) => (
          <>
            <Show when={known().dates.length > 0} fallback={<p class="text-sm text-muted">{w().term.empty}</p>}>
              <ul class="flex flex-wrap gap-2">
                <For each={known().dates}>
                  {(one) => (
                    <li class="inline-flex min-h-8 items-center gap-1 rounded bg-sunken py-0.5 pr-0.5 pl-2.5 text-sm tabular-nums">
                      {said(one.at)}
                      <Show when={known().may.edit}>
                        <IconButton
                          label={w().term.remove(said(one.at))}
                          icon={<X size={14} aria-hidden="true" />}
                          onClick={() => void remove(one.id, one.at)}
                        />
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <Show when={known().may.edit && known().territory.length > 0}>
              <div class="flex flex-wrap items-center gap-2 text-sm">
                <span class="text-muted">{w().fromTerritory}</span>
                <For each={known().territory}>
                  {(one) => (
                    <Button
                      size="sm"
                      icon={<Plus size={13} aria-hidden="true" />}
                      aria-label={w().term.take(said(one.at))}
                      onClick={() => void add({ at: one.at })}
                    >
                      {said(one.at)} ({w().schools(one.schools)})
                    </Button>
                  )}
                </For>
              </div>
            </Show>
            <Show when={known().may.edit}>
              <div class="flex flex-wrap items-end gap-3">
                <Field label={w().day}>
                  <DateInput value={day()} onChange={setDay} />
                </Field>
                <Field label={w().time}>
                  <TimeInput value={time()} onChange={setTime} />
                </Field>
                <span class="pb-2 text-xs text-muted first-letter:uppercase">{zoneName(known().timeZone, language())}</span>
                <Button
                  disabled={!isDay(day()) || parseTime(time()) === null}
                  onClick={() => void add({ day: day(), time: parseTime(time()) ?? "" })}
                >
                  {w().term.add}
                </Button>
              </div>
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}
