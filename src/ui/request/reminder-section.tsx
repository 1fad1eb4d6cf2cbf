import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { addDays, dayIn } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { remarkWords } from "#words/remark.ts";
import { ReminderLine } from "./reminder-line.tsx";

/** The reminders about a request, one's own and those colleagues share, and the way to set one more (F-144). */
export function ReminderSection(props: { requestId: string }) {
  const w = useWords(remarkWords);
  const queries = useQueryClient();
  const [adding, setAdding] = createSignal(false);
  const list = useQuery(() => ({
    queryKey: ["reminder", "list", props.requestId],
    queryFn: () => api.reminder.list.query({ requestId: props.requestId }),
  }));
  const refresh = () => void queries.invalidateQueries({ queryKey: ["reminder"] });
  const known = () => answerOf(list) ?? [];
  return (
    <div class="flex flex-col gap-2">
      <Show when={known().length > 0} fallback={<Show when={!adding()}>{<p class="text-sm text-muted">{w().noReminder}</p>}</Show>}>
        <ul class="flex flex-col divide-y divide-line rounded-md border border-line">
          <For each={known()}>{(reminder) => <ReminderLine reminder={reminder} onChange={refresh} />}</For>
        </ul>
      </Show>
      <Show
        when={adding()}
        fallback={
          <Button size="sm" kind="quiet" class="self-start" onClick={() => setAdding(true)}>
            {w().remind}
          </Button>
        }
      >
        <AddReminder
          requestId={props.requestId}
          onDone={() => {
            setAdding(false);
            refresh();
          }}
        />
      </Show>
    </div>
  );
}

function AddReminder(props: { requestId: string; onDone(): void }) {
  const w = useWords(remarkWords);
  const tomorrow = addDays(dayIn(new Date()), 1);
  const form = useForm({
    key: `reminder:${props.requestId}`,
    initial: { dueOn: tomorrow, text: "", shared: false },
    send: (values) => api.reminder.add.mutate({ requestId: props.requestId, ...values }),
    done: () => {
      toast({ text: w().setToast });
      props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-2 rounded-md border border-line p-2.5" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <div class="flex flex-wrap gap-3">
        <Field label={w().dueOn} required error={form.error("dueOn")}>
          <DateInput {...form.field("dueOn")} min={tomorrow} />
        </Field>
        <div class="min-w-48 flex-1">
          <Field label={w().text} optional error={form.error("text")}>
            <TextInput {...form.field("text")} maxLength={500} />
          </Field>
        </div>
      </div>
      <Checkbox label={w().shared} hint={w().sharedHint} checked={form.values.shared} onChange={(on) => form.set("shared", on)} />
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().set} onCancel={props.onDone} />
    </form>
  );
}
