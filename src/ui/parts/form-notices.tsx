import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** What a form has to say that belongs to no field: a draft taken up, how many fields to correct, why it was not sent. */
export function FormNotices(props: { form: { restored(): boolean; failure(): string | null; errorCount(): number; reset(): void } }) {
  const w = useWords(partWords);
  return (
    <>
      <Show when={props.form.restored()}>
        <Notice
          kind="info"
          actions={
            <Button size="sm" onClick={() => props.form.reset()}>
              {w().form.discard}
            </Button>
          }
        >
          {w().form.restored}
        </Notice>
      </Show>
      <Show when={props.form.errorCount() > 0}>
        <Notice kind="danger">{w().form.fix(props.form.errorCount())}</Notice>
      </Show>
      <Show when={props.form.failure()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
    </>
  );
}
