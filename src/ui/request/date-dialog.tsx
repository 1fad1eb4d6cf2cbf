import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { addDays, dayIn, daysBetween, isDay } from "#domain/dates.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { hoursKept, pauseAt, postponed, resubmitsByDefault, shortened, suspended } from "#domain/request-tag.ts";
import type { Schedule } from "#domain/schedule.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { partWords } from "#words/parts.ts";
import { problemSentence } from "#words/problem.ts";
import { requestWords } from "#words/request.ts";
import { tagWords } from "#words/request-tag.ts";
import { writeNumber } from "#words/words.ts";
import { askedOf, type Acts, type DateAct } from "./acts.ts";

const isDateAct = (act: string | undefined): act is DateAct =>
  act === "postpone" || act === "shorten" || act === "suspend" || act === "resume";
const anywhere = { startsOn: "0001-01-01", endsOn: "9999-12-31" };

/** Postponing, ending early, suspending and resuming placements, one or several at once (F-169, F-170). */
export function DateDialog(props: { acts: Acts }) {
  const t = useWords(tagWords);
  const r = useWords(requestWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  const act = (): DateAct | null => {
    const now = props.acts.asking()?.act;
    return isDateAct(now) ? now : null;
  };
  // What closes keeps its words until it is gone.
  const shown = createMemo<DateAct>((before) => act() ?? before, "postpone");
  const requests = createMemo((before: SeenRequest[]): SeenRequest[] => (act() ? (props.acts.asking()?.requests ?? []) : before), []);
  const [how, setHow] = createSignal<"start" | "weeks">("start");
  const [weeks, setWeeks] = createSignal("1");
  const [first, setFirst] = createSignal("");
  const [last, setLast] = createSignal("");
  const [resubmit, setResubmit] = createSignal<boolean | null>(null);
  const [hours, setHours] = createSignal<Record<string, string>>({});
  const [code, setCode] = createSignal("");
  const [note, setNote] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const today = () => dayIn(new Date());
  const many = () => requests().length > 1;
  const only = () => (many() ? undefined : requests()[0]);
  const byWeeks = () => shown() === "postpone" && many() && how() === "weeks";
  createEffect(
    on(act, (now) => {
      if (now === null) return;
      const one = only()?.schedule;
      setHow("start");
      setTried(false);
      setFirst(now === "resume" ? today() : "");
      setLast("");
      setResubmit(null);
      setHours({});
      setCode("");
      setNote("");
      if (now === "resume" && one) {
        const pause = pauseAt(one, today());
        if (pause && today() < pause.from) setFirst(pause.from);
      }
    }),
  );
  const reasons = useQuery(() => ({
    queryKey: ["reason"],
    queryFn: () => api.request.reasons.query(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: act() !== null,
  }));
  const coded = () =>
    (reasons.isSuccess ? reasons.data : [])
      .filter(({ move }) => move === shown())
      .map((one) => ({ value: one.code, label: language() === "fr" ? one.labelFr : one.labelEn, needsNote: one.needsNote }));
  const chosen = () => coded().find(({ value }) => value === code());
  /** A schedule as it would become; the same words as the server's when it cannot. */
  const become = (of: Schedule) => {
    const endsOn = isDay(last()) ? last() : null;
    switch (shown()) {
      case "postpone": {
        const startsOn = byWeeks() ? addDays(of.startsOn, 7 * (Number(weeks()) || 0)) : first();
        return isDay(startsOn) ? postponed(of, { startsOn, endsOn: byWeeks() ? null : endsOn, course: anywhere }) : null;
      }
      case "shorten":
        return endsOn === null ? null : shortened(of, endsOn);
      case "suspend":
        return isDay(first()) ? suspended(of, { from: first(), to: endsOn }) : null;
      case "resume":
        return null;
    }
  };
  const problemAt = (fields: string[]): string | null => {
    if (!tried() || many()) return null;
    const one = only();
    const next = one ? become(one.schedule) : null;
    return next && "problem" in next && fields.includes(next.field) ? problemSentence(next.problem, language()) : null;
  };
  const empty = (value: string) => (tried() && !isDay(value) ? problemSentence({ kind: "missing" }, language()) : null);
  const proposed = () =>
    requests().some(({ schedule, place }) => {
      const next = become(schedule);
      const startsOn = next && "schedule" in next ? next.schedule.startsOn : schedule.startsOn;
      return resubmitsByDefault({ startsOn, today: today(), targetIsUser: place.isUser });
    });
  const again = () => resubmit() ?? proposed();
  /** Hours before and after, and whether somebody must type them. */
  const lines = () =>
    requests().map((one) => {
      const next = become(one.schedule);
      const schedule = next && "schedule" in next ? next.schedule : one.schedule;
      return { one, before: hoursKept(one), after: hoursKept({ schedule }) };
    });
  const unknown = () => lines().filter(({ after }) => after === null);
  const withHours = () => shown() === "postpone" || shown() === "shorten";
  const write = (value: number | null) => (value === null ? "?" : `${writeNumber(value, language())}\u00A0h`);
  const typedHours = (id: string): number | undefined => {
    const text = (hours()[id] ?? "").trim().replace(",", ".");
    return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? Number(text) : undefined;
  };
  const dated = () => (shown() === "shorten" ? isDay(last()) : byWeeks() ? Number(weeks()) >= 1 : isDay(first()));
  const noteError = () => (tried() && chosen()?.needsNote && note().trim() === "" ? p().reason.noteNeeded : null);

  const go = () => {
    setTried(true);
    const now = shown();
    const next = only() ? become(only()?.schedule ?? (requests()[0]?.schedule as Schedule)) : null;
    if (!dated() || (next && "problem" in next)) return;
    if (now !== "resume" && (!chosen() || noteError())) return;
    const asked = askedOf(requests()).map((one) => {
      const typed = typedHours(one.id);
      return withHours() && typed !== undefined ? { ...one, hours: typed } : one;
    });
    const reason = { code: code(), note: note().trim() };
    const end = isDay(last()) ? last() : null;
    const work = () => {
      switch (now) {
        case "postpone":
          return api.requestTag.postpone.mutate({
            requests: asked,
            to: byWeeks() ? { days: 7 * Number(weeks()) } : { startsOn: first(), endsOn: end },
            ...(resubmit() === null ? {} : { resubmit: again() }),
            reason,
          });
        case "shorten":
          return api.requestTag.shorten.mutate({ requests: asked, endsOn: last(), reason });
        case "suspend":
          return api.requestTag.suspend.mutate({ requests: asked, from: first(), to: end, reason });
        case "resume":
          return api.requestTag.resume.mutate({ requests: asked, on: first() });
      }
    };
    void props.acts.run(work, {
      sentence: ({ done }) => t().done[now](done.length),
      ...(now === "resume" ? {} : { undo: ({ done }) => api.requestTag.takeBack.mutate({ requests: askedOf(done) }) }),
    });
  };

  return (
    <Dialog
      open={act() !== null}
      onClose={props.acts.stop}
      title={t().title[shown()](requests().length)}
      text={t().text[shown()]}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={go}>
            {t().moves[shown()]}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Show when={only()}>
          {(one) => (
            <p class="text-sm text-muted tabular-nums">
              {r().reference(one().reference)} · {t().asWas(one().schedule.startsOn, one().schedule.endsOn)}
            </p>
          )}
        </Show>
        <Show when={shown() === "postpone" && many()}>
          <Field label={t().how} group>
            <RadioGroup
              value={how()}
              onChange={setHow}
              options={[
                { value: "start", label: t().sameStart },
                { value: "weeks", label: t().byWeeks },
              ]}
            />
          </Field>
        </Show>
        <div class="flex flex-wrap gap-4">
          <Show when={byWeeks()}>
            <Field label={t().weeks} required>
              <NumberInput value={weeks()} onChange={setWeeks} class="max-w-24" />
            </Field>
          </Show>
          <Show when={shown() !== "shorten" && !byWeeks()}>
            <Field
              label={shown() === "postpone" ? t().startsOn : shown() === "suspend" ? t().suspendedFrom : t().resumeOn}
              required
              error={problemAt(["startsOn", "from"]) ?? empty(first())}
            >
              <DateInput value={first()} onChange={setFirst} />
            </Field>
          </Show>
          <Show when={shown() !== "resume" && !byWeeks()}>
            <Field
              label={shown() === "suspend" ? t().suspendedTo : shown() === "shorten" ? t().lastDay : t().endsOn}
              required={shown() === "shorten"}
              optional={shown() !== "shorten"}
              hint={hintOf()}
              error={problemAt(["endsOn", "to"]) ?? (shown() === "shorten" ? empty(last()) : null)}
            >
              <DateInput value={last()} onChange={setLast} />
            </Field>
          </Show>
        </div>
        <Show when={shown() === "postpone"}>
          <Checkbox checked={again()} onChange={setResubmit} label={t().resubmit} hint={again() ? t().resubmitHint : t().noResubmit} />
        </Show>
        <Show when={withHours()}>
          <Show when={unknown().length > 0}>
            <Notice kind="warn" quiet>
              {t().noHours(unknown().length)}
            </Notice>
          </Show>
          <section>
            <h3 class="mb-1.5 text-xs font-semibold text-muted">{t().hours}</h3>
            <ul class="flex max-h-44 flex-col gap-1.5 overflow-auto text-sm">
              <For each={lines()}>
                {({ one, before, after }) => (
                  <li class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Show when={many()}>
                      <span class="w-24 tabular-nums">{r().reference(one.reference)}</span>
                    </Show>
                    <Show when={after !== null}>
                      <span class="tabular-nums">{t().computed(write(before), write(after))}</span>
                    </Show>
                    <Show when={after === null || !many()}>
                      <span class="text-muted" aria-hidden="true">
                        {t().orTyped}
                      </span>
                      <TextInput
                        value={hours()[one.id] ?? ""}
                        onChange={(value) => setHours((known) => ({ ...known, [one.id]: value }))}
                        inputmode="decimal"
                        autocomplete="off"
                        placeholder={after === null ? "" : String(after)}
                        class="max-w-24 text-right"
                        aria-label={t().typed(one.reference)}
                      />
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
        <Show when={shown() !== "resume"}>
          <Field label={p().reason.label} required error={tried() && !chosen() ? p().reason.codeNeeded : null}>
            <Select value={code()} onChange={setCode} options={coded()} placeholder={p().reason.choose} />
          </Field>
          <Field
            label={p().reason.note}
            required={Boolean(chosen()?.needsNote)}
            optional={!chosen()?.needsNote}
            hint={p().reason.noteHint}
            error={noteError()}
          >
            <TextArea value={note()} onChange={setNote} rows={2} maxLength={1000} />
          </Field>
        </Show>
      </div>
    </Dialog>
  );

  /** What an empty second date means. */
  function hintOf(): string {
    if (shown() === "suspend") return t().openEnd;
    if (shown() !== "postpone") return "";
    const one = only();
    if (!one || !isDay(first())) return t().endsSame;
    return t().endsHint(addDays(one.schedule.endsOn, daysBetween(one.schedule.startsOn, first())));
  }
}
