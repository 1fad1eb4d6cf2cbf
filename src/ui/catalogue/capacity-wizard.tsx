import { createSignal, For, Match, Show, Switch } from "solid-js";
import { bands, capacityAt, type Band, type CapacityLine } from "#domain/capacity.ts";
import { linesOf, replacedBy, type CapacityAnswers } from "#domain/capacity-wizard.ts";
import { isDay } from "#domain/dates.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { capacityWords, writeBand } from "#words/capacity.ts";
import { problemSentence } from "#words/problem.ts";
import { useWriteLines, type KeptCapacity } from "./capacity-tab.tsx";
import { CapacityWeek } from "./capacity-week.tsx";

const whole = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : null);
type Table = Record<Band, { week: string; weekend: string }>;

/** What the unit takes now by shift, on a weekday and at the weekend; null where that is always the same. */
function usualOf(known: KeptCapacity): Table | null {
  const lines = known.lines.filter(({ from, to, discipline }) => from === null && to === null && discipline === null);
  const at = (band: Band, day: string): string => {
    const { students } = capacityAt(known, { lines, closures: [] }, { day, band, discipline: null });
    return students === null ? "" : String(students);
  };
  // any Wednesday and Saturday: lines with a period are left out
  const of = (band: Band) => ({ week: at(band, "2027-01-06"), weekend: at(band, "2027-01-09") });
  const table: Table = { day: of("day"), evening: of("evening"), night: of("night") };
  const [first, ...others] = bands.flatMap((band) => [table[band].week, table[band].weekend]);
  return others.every((one) => one === first) ? null : table;
}

/** Three short questions that write the lines; what comes of them is seen while one answers (F-195). */
export function CapacityWizard(props: { destinationId: string; known: KeptCapacity; onClose(): void }) {
  const w = useWords(capacityWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const write = useWriteLines(() => props.destinationId);
  const { known } = props;
  const begun = known.lines.find(({ band, weekdays, from, discipline }) => !band && !weekdays && !from && !discipline);
  const [step, setStep] = createSignal(1);
  const [students, setStudents] = createSignal(String(begun?.students ?? known.capacity ?? ""));
  const [largest, setLargest] = createSignal(String(begun?.largestGroup ?? known.largestGroup ?? ""));
  const [discipline, setDiscipline] = createSignal("");
  const usual = usualOf(known);
  const [same, setSame] = createSignal<"yes" | "no">(usual === null ? "yes" : "no");
  const [table, setTable] = createSignal<Table | null>(usual);
  const [year, setYear] = createSignal<"yes" | "no">("yes");
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const [note, setNote] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const filled = (): Table => {
    const cell = () => ({ week: students(), weekend: students() });
    return table() ?? { day: cell(), evening: cell(), night: cell() };
  };
  const change = (band: Band, column: "week" | "weekend", text: string) =>
    setTable({ ...filled(), [band]: { ...filled()[band], [column]: text } });
  const sentence = (problem: Parameters<typeof problemSentence>[0]) => (tried() ? problemSentence(problem, language()) : null);
  const wrong = {
    students: () => (whole(students()) === null ? sentence({ kind: "missing" }) : null),
    largest: () => (largest().trim() !== "" && !whole(largest()) ? sentence({ kind: "not-a-number", text: largest() }) : null),
    table: () =>
      bands.some((band) => whole(filled()[band].week) === null || whole(filled()[band].weekend) === null)
        ? sentence({ kind: "missing" })
        : null,
    from: () => (isDay(from()) ? null : sentence({ kind: "not-a-day", text: from() })),
    to: () => (!isDay(to()) ? sentence({ kind: "not-a-day", text: to() }) : to() < from() ? sentence({ kind: "end-before-start" }) : null),
  };
  const answers = (): CapacityAnswers | null => {
    const count = whole(students());
    if (count === null) return null;
    const cells = filled();
    const numbers = (band: Band) => ({ week: whole(cells[band].week) ?? count, weekend: whole(cells[band].weekend) ?? count });
    return {
      students: count,
      largestGroup: whole(largest()),
      discipline: discipline() === "" ? null : discipline(),
      byShift: same() === "yes" ? null : { day: numbers("day"), evening: numbers("evening"), night: numbers("night") },
      period: year() === "no" && isDay(from()) && isDay(to()) && from() <= to() ? { from: from(), to: to() } : null,
      note: note().trim(),
    };
  };
  const replaced = () => {
    const now = answers();
    return now ? replacedBy(known.lines, now) : [];
  };
  const preview = (): CapacityLine[] => {
    const now = answers();
    const gone = new Set(replaced().map(({ id }) => id));
    const kept = known.lines.filter(({ id }) => !gone.has(id));
    const made = (now ? linesOf(now) : []).map((line, index) => ({
      ...line,
      id: `new-${index}`,
      destinationId: props.destinationId,
      writtenAt: "9999",
    }));
    return [...kept, ...made];
  };
  const isRight = (): boolean => {
    if (step() === 1) return whole(students()) !== null && (largest().trim() === "" || Boolean(whole(largest())));
    if (step() === 2)
      return same() === "yes" || bands.every((band) => whole(filled()[band].week) !== null && whole(filled()[band].weekend) !== null);
    return year() === "yes" || (isDay(from()) && isDay(to()) && from() <= to());
  };
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const now = answers();
    if (!isRight() || !now || pending()) return;
    setTried(false);
    if (step() < 3) return void setStep(step() + 1);
    setPending(true);
    try {
      await write(
        linesOf(now),
        replaced().map(({ id }) => id),
      );
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={(event) => void onSubmit(event)} novalidate autocomplete="off">
      <p class="text-xs text-muted" aria-live="polite">
        {w().step(step(), 3)}
      </p>
      <Switch>
        <Match when={step() === 1}>
          <h3 class="text-base font-semibold">{w().askStudents}</h3>
          <div class="grid gap-4 sm:grid-cols-2">
            <Field label={w().studentsLabel} required error={wrong.students()}>
              <NumberInput value={students()} onChange={setStudents} class="max-w-24" />
            </Field>
            <Field label={w().groupLabel} hint={w().groupHint} error={wrong.largest()}>
              <NumberInput value={largest()} onChange={setLargest} class="max-w-24" />
            </Field>
          </div>
          <Show when={known.disciplines.length > 0}>
            <Field label={w().disciplineLabel}>
              <Select
                value={discipline()}
                onChange={setDiscipline}
                options={[{ value: "", label: w().allDisciplines }, ...known.disciplines.map((value) => ({ value, label: value }))]}
              />
            </Field>
          </Show>
        </Match>
        <Match when={step() === 2}>
          <Field label={<span class="text-base font-semibold">{w().askSame}</span>} group error={wrong.table()}>
            <RadioGroup
              value={same()}
              onChange={setSame}
              options={[
                { value: "yes", label: w().sameYes },
                { value: "no", label: w().sameNo },
              ]}
            />
          </Field>
          <Show when={same() === "no"}>
            <table class="text-sm">
              <caption class="sr-only">{w().byShift}</caption>
              <thead class="text-left text-xs text-muted">
                <tr>
                  <th />
                  <th scope="col" class="px-2 py-1 font-medium">
                    {w().weekColumn}
                  </th>
                  <th scope="col" class="px-2 py-1 font-medium">
                    {w().weekendColumn}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={bands}>
                  {(band) => (
                    <tr>
                      <th scope="row" class="pr-3 text-left font-medium">
                        {writeBand(band, language())}
                      </th>
                      <For each={["week", "weekend"] as const}>
                        {(column) => (
                          <td class="px-2 py-1">
                            <NumberInput
                              aria-label={`${writeBand(band, language())}, ${column === "week" ? w().weekColumn : w().weekendColumn}`}
                              value={filled()[band][column]}
                              onChange={(text) => change(band, column, text)}
                              class="max-w-20"
                            />
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        </Match>
        <Match when={step() === 3}>
          <Field label={<span class="text-base font-semibold">{w().askYear}</span>} group>
            <RadioGroup
              value={year()}
              onChange={setYear}
              options={[
                { value: "yes", label: w().yearYes },
                { value: "no", label: w().yearNo },
              ]}
            />
          </Field>
          <Show when={year() === "no"}>
            <div class="grid gap-4 sm:grid-cols-2">
              <Field label={w().from} required error={wrong.from()}>
                <DateInput value={from()} onChange={setFrom} />
              </Field>
              <Field label={w().to} required error={wrong.to()}>
                <DateInput value={to()} onChange={setTo} />
              </Field>
            </div>
          </Show>
          <Field label={w().note} hint={w().noteHint} optional>
            <TextInput value={note()} onChange={setNote} maxLength={300} />
          </Field>
          <Show when={replaced().length > 0}>
            <p class="text-sm text-muted">{w().replaces(replaced().length)}</p>
          </Show>
        </Match>
      </Switch>
      <Show when={answers()}>
        {(now) => (
          <CapacityWeek
            title={w().weekPreview}
            unit={known}
            lines={preview()}
            discipline={now().discipline}
            on={now().period?.from ?? null}
          />
        )}
      </Show>
      <div class="flex justify-end gap-2">
        <Show
          when={step() > 1}
          fallback={
            <Button kind="quiet" onClick={props.onClose}>
              {w().cancel}
            </Button>
          }
        >
          <Button kind="quiet" onClick={() => setStep(step() - 1)}>
            {w().back}
          </Button>
        </Show>
        <Button kind="primary" type="submit" pending={pending()}>
          {step() < 3 ? w().next : w().save}
        </Button>
      </div>
    </form>
  );
}
