import { Show } from "solid-js";
import { longestRoundNote, roundSetting, type RoundSetting } from "#domain/choice.ts";
import { mostPreferences } from "#domain/preference.ts";
import { api } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
import { MomentField, momentOf, wallOf, type Wall } from "./moment-field.tsx";
import type { Known } from "./round.ts";

const formId = "choice-round";
const week = 7 * 86_400_000;

const ranks = (text: string): number | null => {
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= 1 && value <= mostPreferences ? value : null;
};

/** Begins a round or changes one: its hours, how many choices, what is offered and what students see (F-234, F-236). */
export function RoundForm(props: { known: Known; onClose(): void }) {
  const w = useWords(choiceWords);
  const failure = useFailure();
  const moment = useMoment();
  const { known } = props;
  const { round, timeZone, course } = known;
  const now = Date.parse(known.now);
  const begun = round !== null && round.state !== "planned";
  // Tomorrow at nine for a week: hours somebody is at work.
  const opening = round?.opensAt ?? new Date(now + 86_400_000).toISOString();
  const closing = round?.closesAt ?? new Date(now + 86_400_000 + week).toISOString();
  const initial = {
    opensAt: round ? wallOf(opening, timeZone) : { day: wallOf(opening, timeZone).day, time: "09:00" },
    closesAt: round ? wallOf(closing, timeZone) : { day: wallOf(closing, timeZone).day, time: "16:00" },
    least: String(round?.least ?? 1),
    most: String(round?.most ?? 5),
    fromSheets: round?.fromSheets ?? true,
    showsDemand: round?.showsDemand ?? false,
    showsClassmates: round?.showsClassmates ?? false,
    note: round?.note ?? "",
  };
  // An hour is shown to the minute: one that nobody touched is sent as it was.
  const unmoved = (value: Wall) => round !== null && JSON.stringify(value) === JSON.stringify(wallOf(closing, timeZone));
  const settingFrom = (values: typeof initial): RoundSetting => ({
    ...values,
    opensAt: begun ? opening : (momentOf(values.opensAt, timeZone) ?? opening),
    closesAt: unmoved(values.closesAt) ? closing : (momentOf(values.closesAt, timeZone) ?? closing),
    least: ranks(values.least) ?? 1,
    most: ranks(values.most) ?? mostPreferences,
  });
  const form = useForm({
    key: `choice:${course.id}:${round?.version ?? 0}`,
    initial,
    read: settingFrom,
    schema: roundSetting,
    send: (setting) => api.choice.set.mutate({ cohortCourseId: course.id, saw: round?.version ?? 0, setting }),
    done: ({ before, after, version }) => {
      toast({
        text: round ? w().form.saved : w().form.created(moment(after.opensAt, timeZone)),
        ...(before
          ? {
              action: {
                label: w().undo,
                run: () => void api.choice.set.mutate({ cohortCourseId: course.id, saw: version, setting: before }).catch(failure.tell),
              },
            }
          : {}),
      });
      props.onClose();
    },
  });
  const opensAt = () => momentOf(form.values.opensAt, timeZone);
  const closesAt = () => momentOf(form.values.closesAt, timeZone);
  const disordered = () => {
    const [from, to] = [begun ? opening : opensAt(), closesAt()];
    return from !== null && to !== null && Date.parse(to) <= Date.parse(from) ? w().form.order : null;
  };
  const [least, most] = [() => ranks(form.values.least), () => ranks(form.values.most)];
  const tangled = () => {
    const [from, to] = [least(), most()];
    return from !== null && to !== null && from > to ? w().form.ranks : null;
  };
  const ready = () =>
    (begun || opensAt() !== null) && closesAt() !== null && !disordered() && least() !== null && most() !== null && !tangled();
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={w().form.title}
      text={w().form.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" type="submit" form={formId} disabled={!ready()} pending={form.pending()}>
            {round ? w().save : w().form.create}
          </Button>
        </>
      }
    >
      <form id={formId} novalidate onSubmit={form.onSubmit} class="flex flex-col gap-4">
        <FormNotices form={form} />
        <Show when={!begun} fallback={<p class="text-sm text-muted">{w().form.openedAlready}</p>}>
          <MomentField
            label={w().form.opens}
            value={form.values.opensAt}
            onChange={(value) => form.set("opensAt", value)}
            timeZone={timeZone}
          />
        </Show>
        <MomentField
          label={w().form.closes}
          value={form.values.closesAt}
          onChange={(value) => form.set("closesAt", value)}
          timeZone={timeZone}
          error={form.error("closesAt") ?? disordered()}
        />
        <div class="flex flex-wrap items-end gap-3">
          <Field label={w().form.least} error={tangled()}>
            <NumberInput {...form.field("least")} class="max-w-16" maxLength={2} />
          </Field>
          <Field label={w().form.most}>
            <NumberInput {...form.field("most")} class="max-w-16" maxLength={2} />
          </Field>
          <span class="pb-2 text-sm text-muted">{w().form.choices}</span>
        </div>
        <Field group label={w().form.offered}>
          <Checkbox
            checked={form.values.fromSheets}
            onChange={(value) => form.set("fromSheets", value)}
            label={w().form.fromSheets}
            hint={w().form.fromSheetsHint}
          />
        </Field>
        <Field group label={w().form.shown}>
          <div class="flex flex-col gap-1">
            <Checkbox checked={form.values.showsDemand} onChange={(value) => form.set("showsDemand", value)} label={w().form.showsDemand} />
            <Checkbox
              checked={form.values.showsClassmates}
              onChange={(value) => form.set("showsClassmates", value)}
              label={w().form.showsClassmates}
            />
          </div>
        </Field>
        <Field label={w().form.note} optional hint={w().form.noteHint}>
          <TextArea {...form.field("note")} rows={3} maxLength={longestRoundNote} />
        </Field>
      </form>
    </Dialog>
  );
}
