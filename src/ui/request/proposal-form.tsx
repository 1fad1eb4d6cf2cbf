import { Show } from "solid-js";
import { choicesAt } from "#domain/place.ts";
import type { Terms } from "#domain/proposal.ts";
import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { proposalWords } from "#words/proposal.ts";
import type { OpenRequest } from "./request-panel.tsx";
import type { ProposalList, ShownProposal } from "./proposal-section.tsx";

/** Other dates, days, hours, size or unit, begun from what was last proposed; what stays as it is, is not part of the proposal. */
export function ProposalForm(props: { of: OpenRequest; list: ProposalList; open: ShownProposal | undefined; onDone(): void }) {
  const w = useWords(proposalWords);
  const { of, list } = props;
  const from: Required<Terms> = { ...list.now, ...props.open?.terms };
  const catalogue = useCatalogue();
  const form = useForm({
    key: `proposal:${of.id}`,
    initial: {
      startsOn: from.dates.startsOn,
      endsOn: from.dates.endsOn,
      days: from.days ?? [],
      startTime: from.hours.startTime ?? "",
      endTime: from.hours.endTime ?? "",
      shiftCode: from.hours.shiftCode ?? "",
      size: String(from.size),
      service: from.unit.serviceId,
      destination: from.unit.destinationId ?? "",
      note: "",
      accepts: list.may.accept,
    },
    send: (values) => {
      const text = (of: string) => (of.trim() === "" ? null : of.trim());
      const shift = text(values.shiftCode);
      const site = answerOf(catalogue)?.services.find(({ id }) => id === values.service)?.siteId ?? from.unit.siteId;
      return api.proposal.make.mutate({
        requestId: of.id,
        version: of.version,
        terms: {
          dates: { startsOn: values.startsOn, endsOn: values.endsOn },
          days: values.days.length === 0 ? null : values.days,
          hours: { startTime: shift ? null : text(values.startTime), endTime: shift ? null : text(values.endTime), shiftCode: shift },
          size: /^\d{1,3}$/.test(values.size.trim()) ? Number(values.size) : 0,
          unit: { siteId: site, serviceId: values.service, destinationId: text(values.destination) },
        },
        note: values.note,
        accepts: values.accepts && list.may.accept,
      });
    },
    done: () => {
      toast({ text: w().form.sent });
      props.onDone();
    },
  });
  const problem = (field: string) => form.error(field as never);
  // A refusal names the point; its field here is one of several.
  const pointProblem = (point: string) => {
    const refusal = form.refusal();
    return refusal?.code === "invalid" && refusal.field === point ? form.failure() : null;
  };
  const units = () => {
    const places = answerOf(catalogue);
    if (!places) return [];
    return choicesAt(places, "destination", {
      agencyId: list.receivingId,
      siteId: null,
      serviceId: form.values.service,
      destinationId: null,
    }).map((one) => ({ value: one.id, label: one.name }));
  };
  return (
    <form class="flex flex-col gap-3 rounded-md border border-line p-3" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Show when={props.open}>
        <p class="text-xs text-muted">{w().replaces}</p>
      </Show>
      <div class="flex flex-wrap gap-3">
        <Field label={w().form.startsOn} error={problem("startsOn") ?? pointProblem("dates")}>
          <DateInput {...form.field("startsOn")} min={list.course.startsOn} max={list.course.endsOn} />
        </Field>
        <Field label={w().form.endsOn}>
          <DateInput {...form.field("endsOn")} min={form.values.startsOn} max={list.course.endsOn} />
        </Field>
      </div>
      <p class="-mt-1 text-xs text-muted">{w().form.bracket(list.course.startsOn, list.course.endsOn)}</p>
      <Field group label={w().form.days} error={pointProblem("days")}>
        <WeekdayPicker value={form.values.days} onChange={(days) => form.set("days", days)} />
      </Field>
      <Field group label={w().form.hours} error={pointProblem("hours")}>
        <div class="flex flex-wrap gap-3">
          <Field label={w().form.startTime}>
            <TimeInput {...form.field("startTime")} disabled={form.values.shiftCode.trim() !== ""} />
          </Field>
          <Field label={w().form.endTime}>
            <TimeInput {...form.field("endTime")} disabled={form.values.shiftCode.trim() !== ""} />
          </Field>
          <Field label={w().form.shiftCode}>
            <TextInput {...form.field("shiftCode")} autocomplete="off" maxLength={10} class="max-w-28 uppercase" />
          </Field>
        </div>
      </Field>
      <Show when={of.kind === "group"}>
        <Field label={w().form.size} error={form.error("size")}>
          <NumberInput {...form.field("size")} class="max-w-28" />
        </Field>
      </Show>
      <Field label={w().form.unit} optional>
        <Combobox
          value={form.values.destination}
          onChange={(value) => form.set("destination", value)}
          options={units()}
          {...(of.place.destination && form.values.destination === of.place.destinationId ? { text: of.place.destination } : {})}
        />
      </Field>
      <Field label={w().form.note} hint={w().form.noteHint} optional error={form.error("note")}>
        <TextArea {...form.field("note")} rows={2} maxLength={1_000} class="min-h-14" />
      </Field>
      <Show when={list.may.accept}>
        <Checkbox
          label={w().form.accepts}
          hint={w().form.acceptsHint}
          checked={form.values.accepts}
          onChange={(on) => form.set("accepts", on)}
        />
      </Show>
      <SmallFormButtons form={form} cancel={w().form.close} submit={w().form.send} onCancel={props.onDone} />
    </form>
  );
}
