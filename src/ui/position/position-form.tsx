import { readPosition, writePosition, type Point } from "#domain/position.ts";
import { useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextInput } from "#ui/parts/text-input.tsx";
import { positionWords } from "#words/position.ts";

/** A position in one field, as a map gives it; left empty, it is forgotten. What cannot be meant is said beside the field. */
export function PositionForm(props: {
  draft: string;
  point: Point | null;
  decimals: number;
  hint: string;
  send(point: Point | null): Promise<{ before: Point | null }>;
  onDone(result: { before: Point | null }): void;
  onCancel(): void;
}) {
  const w = useWords(positionWords);
  const form = useForm({
    key: props.draft,
    initial: { position: props.point ? writePosition(props.point, props.decimals) : "" },
    send: ({ position }) => {
      const read = position.trim() === "" ? null : readPosition(position);
      return props.send(read && "point" in read ? read.point : null);
    },
    done: (result) => props.onDone(result),
  });
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    const typed = form.values.position.trim();
    const read = typed === "" ? null : readPosition(typed);
    if (!read || "point" in read) return form.onSubmit(event);
    event.preventDefault();
    form.setError("position", w().problems[read.problem]);
    event.currentTarget.querySelector("input")?.focus();
  };
  return (
    <form class="flex flex-col gap-3 rounded-md border border-line p-3" novalidate onSubmit={submit}>
      <FormNotices form={form} />
      <Field label={w().label} hint={props.hint} error={form.error("position")}>
        <TextInput {...form.field("position")} autocomplete="off" spellcheck={false} maxLength={2_000} />
      </Field>
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={() => props.onCancel()} />
    </form>
  );
}
