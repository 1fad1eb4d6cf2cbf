import type { Form } from "./form.ts";
import { Button } from "./button.tsx";

/** The end of a small form inside a panel: given up, with its draft, or sent. */
export function SmallFormButtons(props: { form: Form & { pending(): boolean }; cancel: string; submit: string; onCancel(): void }) {
  return (
    <div class="flex justify-end gap-2">
      <Button
        size="sm"
        kind="quiet"
        onClick={() => {
          props.form.reset();
          props.onCancel();
        }}
      >
        {props.cancel}
      </Button>
      <Button size="sm" kind="primary" type="submit" pending={props.form.pending()}>
        {props.submit}
      </Button>
    </div>
  );
}
