import { useQuery } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import Hourglass from "lucide-solid/icons/hourglass";
import { isDay, parseTime } from "#domain/dates.ts";
import { wallIn } from "#domain/hold.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { holdWords } from "#words/hold.ts";
import { Countdown, useMoment, zoneName } from "./countdown.tsx";

type Course = Outputs["cohort"]["course"];
const own = "own";

/** The release moment of a course (F-061): from the term's list or its own; what is held follows it. */
export function HoldField(props: { course: Course }) {
  const w = useWords(holdWords);
  const moment = useMoment();
  const [editing, setEditing] = createSignal(false);
  const at = () => props.course.releaseAt;
  const said = (of: string) => moment(of, props.course.timeZone);
  const past = () => at() !== null && Date.parse(at() ?? "") <= Date.now();
  const may = () => props.course.may.edit;
  return (
    <Show when={may() || at() !== null}>
      <section class="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5" aria-label={w().title}>
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 class="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 text-sm">
            <Hourglass size={15} class="shrink-0 text-muted" aria-hidden="true" />
            <span class="font-semibold">{w().title}</span>
            <span class="text-muted">
              <Show when={at()} fallback={w().none}>
                {(until) => (
                  <Show when={!past()} fallback={w().past(said(until()))}>
                    {w().until(said(until()))}
                    <Countdown at={until()} lead=", " />
                  </Show>
                )}
              </Show>
            </span>
          </h3>
          <Show when={may() && !editing()}>
            <Button size="sm" onClick={() => setEditing(true)}>
              {at() === null ? w().choose : w().change}
            </Button>
          </Show>
        </div>
        <Show when={editing()}>
          <HoldForm course={props.course} onDone={() => setEditing(false)} />
        </Show>
      </section>
    </Show>
  );
}

function HoldForm(props: { course: Course; onDone(): void }) {
  const w = useWords(holdWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const moment = useMoment();
  const { course } = props;
  const dates = useQuery(() => ({
    queryKey: ["term", "release", course.termId],
    queryFn: () => api.hold.dates.query({ termId: course.termId }),
  }));
  const said = (at: string) => moment(at, course.timeZone);
  const before = course.releaseAt === null ? null : wallIn(course.releaseAt, course.timeZone);
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [day, setDay] = createSignal(before?.day ?? "");
  const [time, setTime] = createSignal(before?.time ?? "09:00");
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const [stopping, setStopping] = createSignal(false);
  const future = (at: string) => Date.parse(at) > Date.now();
  const listed = () => [
    ...(answerOf(dates)?.dates ?? [])
      .filter((one) => future(one.at))
      .map((one) => ({ value: one.at, label: said(one.at), group: w().fromTerm })),
    ...(answerOf(dates)?.territory ?? []).map((one) => ({
      value: one.at,
      label: `${said(one.at)} (${w().schools(one.schools)})`,
      group: w().fromTerritory,
    })),
  ];
  const choice = () =>
    chosen() ?? listed().find(({ value }) => value === course.releaseAt)?.value ?? (before === null ? (listed()[0]?.value ?? own) : own);
  const set = async (input: { at: string } | { day: string; time: string } | null) => {
    setPending(true);
    setRefused(null);
    try {
      const { before: was, until, released } = await api.hold.setCourse.mutate({ id: course.id, moment: input });
      const name = `${course.number} ${course.name}`;
      // What has gone has gone: only a moment that let nothing go can be taken back.
      const action =
        released === 0 && (was === null || future(was))
          ? {
              action: {
                label: w().undo,
                run: () => void api.hold.setCourse.mutate({ id: course.id, moment: was === null ? null : { at: was } }).catch(failure.tell),
              },
            }
          : {};
      toast({ text: until === null ? w().stopped(released) : w().set(name, said(until)), ...action });
      props.onDone();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
      setStopping(false);
    }
  };
  const ready = () => choice() !== own || (isDay(day()) && parseTime(time()) !== null);
  return (
    <div class="flex flex-col gap-3 border-t border-line pt-3">
      <p class="text-sm text-muted">{w().intro}</p>
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <div class="flex flex-wrap items-end gap-3">
        <Show when={listed().length > 0}>
          <Field label={w().choose} class="min-w-64 flex-1">
            <Select value={choice()} onChange={setChosen} options={[...listed(), { value: own, label: w().own }]} />
          </Field>
        </Show>
        <Show when={choice() === own}>
          <Field label={w().day}>
            <DateInput value={day()} onChange={setDay} />
          </Field>
          <Field label={w().time}>
            <TimeInput value={time()} onChange={setTime} />
          </Field>
          <span class="pb-2 text-xs text-muted first-letter:uppercase">{zoneName(course.timeZone, language())}</span>
        </Show>
      </div>
      <div class="flex flex-wrap justify-end gap-2">
        <Show when={course.releaseAt !== null}>
          <Button kind="quiet" class="mr-auto" onClick={() => setStopping(true)}>
            {w().stop}
          </Button>
        </Show>
        <Button kind="quiet" onClick={() => props.onDone()}>
          {w().cancel}
        </Button>
        <Button
          kind="primary"
          pending={pending()}
          disabled={!ready()}
          onClick={() => void set(choice() === own ? { day: day(), time: parseTime(time()) ?? time() } : { at: choice() })}
        >
          {w().save}
        </Button>
      </div>
      <ConfirmDialog
        open={stopping()}
        title={w().stopTitle}
        text={w().stopText(course.held)}
        confirm={w().stop}
        danger={course.held > 0}
        onConfirm={() => void set(null)}
        onClose={() => setStopping(false)}
      />
    </div>
  );
}
