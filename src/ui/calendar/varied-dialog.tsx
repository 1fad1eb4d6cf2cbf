import { createSignal } from "solid-js";
import type { Varied } from "#domain/schedule.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { calendarWords } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";

const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value).replace(".", ","));

/** Two numbers, null when both are empty, undefined when they cannot be read. */
function readRange(
  from: string,
  to: string,
  of: { least: number; most: number; step: number },
): readonly [number, number] | null | undefined {
  if (from.trim() === "" && to.trim() === "") return null;
  const [low, high] = [from || to, to || from].map((text) => Number(text.trim().replace(",", ".")));
  if (low === undefined || high === undefined) return undefined;
  const good = [low, high].every((value) => value >= of.least && value <= of.most && Number.isInteger(value / of.step));
  return good && low <= high && high > 0 ? [low, high] : undefined;
}

/** So many days a week, so many hours a day: a range instead of nothing for « variés » (R202). */
export function VariedDialog(props: { calendar: CalendarState; onClose(): void }) {
  const w = useWords(calendarWords);
  const failure = useFailure();
  const { pattern, request } = props.calendar.data();
  const { daysPerWeek, hoursPerDay } = pattern.varied ?? { daysPerWeek: null, hoursPerDay: null };
  const [days, setDays] = createSignal([textOf(daysPerWeek?.[0]), textOf(daysPerWeek?.[1])] as const);
  const [hours, setHours] = createSignal([textOf(hoursPerDay?.[0]), textOf(hoursPerDay?.[1])] as const);
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const readDays = () => readRange(...days(), { least: 0, most: 7, step: 1 });
  const readHours = () => readRange(...hours(), { least: 0.25, most: 24, step: 0.25 });
  const save = async (varied: Varied | null) => {
    setPending(true);
    try {
      const asked = varied && {
        daysPerWeek: varied.daysPerWeek ? ([...varied.daysPerWeek] as [number, number]) : null,
        hoursPerDay: varied.hoursPerDay ? ([...varied.hoursPerDay] as [number, number]) : null,
      };
      const { before } = await api.calendar.vary.mutate({ id: request.id, varied: asked });
      toast({
        text: w().varied.done,
        action: {
          label: w().undo,
          run: () =>
            void api.calendar.vary
              .mutate({
                id: request.id,
                varied: before && {
                  daysPerWeek: before.daysPerWeek ? [before.daysPerWeek[0], before.daysPerWeek[1]] : null,
                  hoursPerDay: before.hoursPerDay ? [before.hoursPerDay[0], before.hoursPerDay[1]] : null,
                },
              })
              .catch(failure.tell),
        },
      });
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const [readD, readH] = [readDays(), readHours()];
    if (readD !== undefined && readH !== undefined) void save({ daysPerWeek: readD, hoursPerDay: readH });
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().varied.dialog}
      text={w().varied.dialogText}
      size="sm"
      actions={
        <>
          <Button kind="quiet" class="mr-auto" onClick={() => void save(null)}>
            {w().varied.forget}
          </Button>
          <Button kind="primary" type="submit" form="varied-form" pending={pending()}>
            {w().varied.save}
          </Button>
        </>
      }
    >
      <form id="varied-form" class="flex flex-col gap-4" novalidate onSubmit={submit}>
        {pattern.weekdays === null ? (
          <Pair
            label={w().varied.days}
            value={days()}
            onChange={setDays}
            wrong={tried() && readDays() === undefined}
            hint={w().varied.daysHint}
          />
        ) : null}
        {pattern.startTime === null && pattern.shiftCode === null ? (
          <Pair label={w().varied.hours} value={hours()} onChange={setHours} wrong={tried() && readHours() === undefined} />
        ) : null}
      </form>
    </Dialog>
  );
}

/** « de 2 à 3 ». */
function Pair(props: {
  label: string;
  value: readonly [string, string];
  onChange(value: readonly [string, string]): void;
  wrong: boolean;
  hint?: string;
}) {
  const w = useWords(calendarWords);
  return (
    <Field label={props.label} group error={props.wrong ? w().varied.wrong : null} {...(props.hint ? { hint: props.hint } : {})}>
      <span class="flex items-center gap-2 text-sm">
        {w().varied.from}
        <NumberInput
          value={props.value[0]}
          onChange={(text) => props.onChange([text, props.value[1]])}
          inputmode="decimal"
          maxLength={5}
          class="w-16"
          aria-label={`${props.label}, ${w().varied.from}`}
        />
        {w().varied.to}
        <NumberInput
          value={props.value[1]}
          onChange={(text) => props.onChange([props.value[0], text])}
          inputmode="decimal"
          maxLength={5}
          class="w-16"
          aria-label={`${props.label}, ${w().varied.to}`}
        />
      </span>
    </Field>
  );
}
