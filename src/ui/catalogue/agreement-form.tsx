import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { z } from "zod";
import { agreementStatuses } from "#domain/agreement.ts";
import { day, dayIn } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { agreementWords } from "#words/agreement.ts";

export type Agreement = Outputs["agreement"]["list"]["agreements"][number];

const schema = z.object({
  withId: z.string().min(1),
  title: z.string().trim().min(1).max(120),
  status: z.enum(agreementStatuses),
  everything: z.enum(["all", "some"]).transform((of) => of === "all"),
  disciplines: z.array(z.string()),
  programmes: z.array(z.string()),
  startsOn: day,
  endsOn: z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .pipe(day.nullable()),
});
type Data = z.infer<typeof schema>;
interface Values extends Record<string, unknown> {
  withId: string;
  title: string;
  status: Agreement["status"];
  everything: "all" | "some";
  disciplines: string[];
  programmes: string[];
  startsOn: string;
  endsOn: string;
}

/** An agreement, new or changed. `withId`: the other side; null when it is still to be chosen. */
export function AgreementForm(props: { withId: string | null; agreement: Agreement | null; onClose(): void }) {
  const w = useWords(agreementWords);
  const failure = useFailure();
  const say = () => w().agreements;
  const { agreement } = props;
  const form = useForm<Values, Data>({
    key: agreement ? `agreement:${agreement.id}` : `agreement:new:${props.withId ?? ""}`,
    initial: {
      withId: props.withId ?? "",
      title: agreement?.title ?? "",
      status: agreement?.status ?? "released",
      everything: agreement?.everything === false ? "some" : "all",
      disciplines: [...(agreement?.disciplines ?? [])],
      programmes: [...(agreement?.programmes ?? [])],
      startsOn: agreement?.startsOn ?? dayIn(new Date()),
      endsOn: agreement?.endsOn ?? "",
    },
    schema,
    send: async (data) => {
      const told = (work: Promise<unknown>) => void work.catch(failure.tell);
      if (!agreement) {
        const { id } = await api.agreement.add.mutate(data);
        toast({ text: say().added, action: { label: say().undo, run: () => told(api.agreement.remove.mutate({ id })) } });
        return;
      }
      const { id, title, status, everything, disciplines, programmes, startsOn, endsOn } = agreement;
      await api.agreement.edit.mutate({ ...data, id });
      const before = { id, title, status, everything, disciplines, programmes, startsOn, endsOn };
      toast({ text: say().saved, action: { label: say().undo, run: () => told(api.agreement.edit.mutate(before)) } });
    },
    done: props.onClose,
  });
  const sides = useQuery(() => ({
    queryKey: ["agreement", "sides"],
    queryFn: () => api.agreement.sides.query(),
    enabled: props.withId === null,
  }));
  const coverable = useQuery(() => ({
    queryKey: ["agreement", "coverable", form.values.withId],
    queryFn: () => api.agreement.coverable.query({ withId: form.values.withId }),
    enabled: form.values.withId !== "",
  }));
  const programmes = () => answerOf(coverable) ?? [];
  const disciplines = () => [
    ...new Set([...programmes().map(({ discipline }) => discipline), ...form.values.disciplines].filter((one) => one !== "")),
  ];
  const toggle = (name: "programmes" | "disciplines", value: string, on: boolean) =>
    form.set(name, on ? [...form.values[name], value] : form.values[name].filter((one) => one !== value));
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <Show when={props.withId === null}>
        <Field label={say().with} required error={form.error("withId")}>
          <Combobox
            value={form.values.withId}
            text=""
            placeholder={say().chooseSide}
            options={(answerOf(sides) ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => form.set("withId", value)}
          />
        </Field>
      </Show>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={say().name} required error={form.error("title")}>
          <TextInput {...form.field("title")} maxLength={120} />
        </Field>
        <Field label={say().status} error={form.error("status")}>
          <Select {...form.field("status")} options={agreementStatuses.map((value) => ({ value, label: say().statuses[value] }))} />
        </Field>
        <Field label={say().startsOn} required error={form.error("startsOn")}>
          <DateInput {...form.field("startsOn")} />
        </Field>
        <Field label={say().endsOn} hint={say().endsOnHint} error={form.error("endsOn")}>
          <DateInput {...form.field("endsOn")} />
        </Field>
      </div>
      <Field label={say().covers} group error={form.error("programmes")}>
        <RadioGroup
          {...form.field("everything")}
          options={[
            { value: "all", label: say().everything },
            { value: "some", label: say().some },
          ]}
        />
      </Field>
      <Show when={form.values.everything === "some"}>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field label={say().programmes} group>
            <Show when={programmes().length > 0} fallback={<p class="text-sm text-muted">{say().noProgramme}</p>}>
              <div class="flex flex-col gap-1">
                <For each={programmes()}>
                  {(one) => (
                    <Checkbox
                      label={one.name}
                      checked={form.values.programmes.includes(one.id)}
                      onChange={(on) => toggle("programmes", one.id, on)}
                    />
                  )}
                </For>
              </div>
            </Show>
          </Field>
          <Show when={disciplines().length > 0}>
            <Field label={say().disciplines} group>
              <div class="flex flex-col gap-1">
                <For each={disciplines()}>
                  {(one) => (
                    <Checkbox
                      label={one}
                      checked={form.values.disciplines.includes(one)}
                      onChange={(on) => toggle("disciplines", one, on)}
                    />
                  )}
                </For>
              </div>
            </Field>
          </Show>
        </div>
      </Show>
      <div class="flex justify-end gap-2">
        <Button kind="quiet" onClick={() => props.onClose()}>
          {say().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {say().save}
        </Button>
      </div>
    </form>
  );
}
