import { z } from "zod";
import { day, daysBetween } from "#domain/dates.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { closedDayWords } from "#words/closed-day.ts";
import type { ClosedDayRow } from "./closed-days-screen.tsx";

const schema = z
  .object({ name: z.string().trim().min(1).max(80), startsOn: day, endsOn: day })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ["endsOn"], message: "end-before-start" });
type Values = z.infer<typeof schema>;

/** One closed day or week of the school, new or changed. */
export function ClosedDayDialog(props: { row: ClosedDayRow | null; onClose(): void }) {
  const w = useWords(closedDayWords);
  const failure = useFailure();
  const { row } = props;
  const form = useForm<Values, Values, unknown>({
    key: `closed-day:${row?.id ?? "new"}`,
    initial: { name: row?.name ?? "", startsOn: row?.startsOn ?? "", endsOn: row?.endsOn ?? "" },
    schema,
    send: async (data) => {
      if (row === null) {
        const { id } = await api.closedDay.add.mutate(data);
        toast({
          text: w().done.added(data.name),
          action: { label: w().undo, run: () => void api.closedDay.remove.mutate({ id }).catch(failure.tell) },
        });
      } else {
        const { id, name, startsOn, endsOn, version } = row;
        await api.closedDay.edit.mutate({ id, version, ...data });
        toast({
          text: w().done.saved(data.name),
          action: {
            label: w().undo,
            run: () => void api.closedDay.edit.mutate({ id, version: version + 1, name, startsOn, endsOn }).catch(failure.tell),
          },
        });
      }
      props.onClose();
    },
  });
  const tooLong = () => {
    const { startsOn, endsOn } = form.values;
    return day.safeParse(startsOn).success && day.safeParse(endsOn).success && daysBetween(startsOn, endsOn) >= 62 ? w().tooLong : null;
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={row === null ? w().add : w().edit(row.name)}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" type="submit" form="closed-day-form" pending={form.pending()}>
            {w().save}
          </Button>
        </>
      }
    >
      <form id="closed-day-form" class="flex flex-col gap-4" novalidate onSubmit={form.onSubmit}>
        <FormNotices form={form} />
        <Field label={w().name} hint={w().nameHint} error={form.error("name")} required>
          <TextInput {...form.field("name")} autocomplete="off" maxLength={80} />
        </Field>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field label={w().startsOn} error={form.error("startsOn")} required>
            <DateInput {...form.field("startsOn")} />
          </Field>
          <Field label={w().endsOn} error={form.error("endsOn") ?? tooLong()} required>
            <DateInput {...form.field("endsOn")} min={form.values.startsOn} />
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
