import { createSignal, Show } from "solid-js";
import { points } from "#domain/proposal.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { TermsTable } from "#ui/request/proposal-terms.tsx";
import { replyWords } from "#words/reply.ts";
import { longDay } from "./link-frame.tsx";
import type { ReplyRequest } from "./reply-screen.tsx";

/** What was last proposed, by either; the school's is answered here, all or nothing: a telephone has no room for ticks. */
export function ReplyProposal(props: { request: ReplyRequest; school: string; token: string; onAnswered(): Promise<void> }) {
  const w = useWords(replyWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const proposal = () => props.request.proposal;
  const theirs = () => proposal()?.side === "placing" && proposal()?.outcome === null && props.request.may.answer;
  const settle = (all: boolean) => {
    const one = proposal();
    if (!one) return;
    setPending(true);
    const taken = all ? points.filter((point) => one.terms[point] !== undefined) : [];
    api.reply.settle
      .mutate({ token: props.token, requestId: props.request.id, proposalId: one.id, taken })
      .then(() => props.onAnswered(), failure.tell)
      .finally(() => setPending(false));
  };
  const outcome = () => w().proposedOutcome[proposal()?.outcome ?? ""];
  return (
    <Show when={proposal()}>
      {(one) => (
        <Show
          when={theirs()}
          fallback={
            <Show when={one().side === "receiving"}>
              <div class="rounded-md border border-line p-3 text-sm">
                <p class="font-medium">{w().proposed}</p>
                <TermsTable schedule={props.request.schedule} writeUnit={() => one().unit ?? ""} proposal={one()} />
                <p class="mt-1.5 text-muted">{one().outcome === null ? w().proposedWaits : outcome()}</p>
              </div>
            </Show>
          }
        >
          <div class="flex flex-col gap-2 rounded-md border border-accent/50 bg-accent-soft/40 p-3 text-sm">
            <p class="font-medium">{w().theirs(props.school)}</p>
            <TermsTable schedule={props.request.schedule} writeUnit={() => one().unit ?? ""} proposal={one()} />
            <Show when={one().note}>
              <p class="break-words">{one().note}</p>
            </Show>
            <div class="grid gap-2 sm:grid-cols-2">
              <Button size="lg" kind="primary" class="min-h-12" pending={pending()} onClick={() => settle(true)}>
                {w().takeTheirs}
              </Button>
              <Button size="lg" class="min-h-12" disabled={pending()} onClick={() => settle(false)}>
                {w().declineTheirs}
              </Button>
            </div>
            <p class="text-muted">{w().orAsAsked}</p>
          </div>
        </Show>
      )}
    </Show>
  );
}

/** Other dates, days or size, instead of a no; what is written survives a reload. */
export function ProposeOther(props: { request: ReplyRequest; token: string; onBack(): void; onProposed(): Promise<void> }) {
  const w = useWords(replyWords);
  const { language } = useLanguage();
  const { schedule, size, id: requestId } = props.request;
  const form = useForm({
    key: `reply-proposal:${requestId}`,
    initial: { startsOn: schedule.startsOn, endsOn: schedule.endsOn, days: schedule.weekdays ?? [], size: String(size), note: "" },
    send: (values) =>
      api.reply.propose.mutate({
        token: props.token,
        requestId,
        terms: {
          dates: { startsOn: values.startsOn, endsOn: values.endsOn },
          days: values.days.length === 0 ? null : values.days,
          size: /^\d{1,3}$/.test(values.size.trim()) ? Number(values.size) : 0,
        },
        note: values.note,
      }),
    done: () => void props.onProposed(),
  });
  const refused = (point: string) => {
    const refusal = form.refusal();
    if (refusal?.code !== "invalid" || refusal.field !== point) return null;
    // The dates of the course are the school's: who answers by a link cannot change them, whatever the usual words say.
    return refusal.problem.kind === "outside-course" ? outside() : form.failure();
  };
  const { course } = props.request;
  const outside = () => w().outsideCourse(longDay(course.startsOn ?? "", language()), longDay(course.endsOn ?? "", language()));
  const placed = () => points.some((point) => refused(point) !== null);
  const notices = { ...form, failure: () => (placed() ? null : form.failure()) };
  return (
    <form class="flex flex-col gap-3" novalidate onSubmit={form.onSubmit} aria-label={w().propose}>
      <p class="text-sm text-muted">{w().proposeLead}</p>
      <FormNotices form={notices} />
      <div class="flex flex-wrap gap-3">
        <Field label={w().startsOn} error={refused("dates")}>
          <DateInput {...form.field("startsOn")} min={course.startsOn} max={course.endsOn} />
        </Field>
        <Field label={w().endsOn}>
          <DateInput {...form.field("endsOn")} min={course.startsOn} max={course.endsOn} />
        </Field>
      </div>
      <Field group label={w().days} error={refused("days")}>
        <WeekdayPicker value={form.values.days} onChange={(days) => form.set("days", days)} />
      </Field>
      <Show when={props.request.kind === "group"}>
        <Field label={w().size} error={form.error("size")}>
          <NumberInput {...form.field("size")} class="max-w-28" />
        </Field>
      </Show>
      <Field label={w().note} optional hint={w().noteOptional} error={form.error("note")}>
        <TextArea {...form.field("note")} maxLength={1_000} />
      </Field>
      <div class="grid grid-cols-2 gap-2">
        <Button size="lg" kind="primary" type="submit" class="min-h-12" pending={form.pending()}>
          {w().send}
        </Button>
        <Button size="lg" class="min-h-12" onClick={() => props.onBack()}>
          {w().back}
        </Button>
      </div>
    </form>
  );
}
