import type { Form } from "./form.ts";
import { Button } from "./button.tsx";

interface FormButtonsProps {
  form: Form & { pending(): boolean };
  cancel: string;
  submit: string;
  onCancel(): void;
}

/** The end of a form: given up, with its draft, or sent. */
export function FormButtons(props: FormButtonsProps & { size?: "sm" | "md" }) {
  return (
    <div class="flex justify-end gap-2">
      <Button
        size={props.size ?? "md"}
        kind="quiet"
        onClick={() => {
          props.form.reset();
          props.onCancel();
        }}
      >
        {props.cancel}
      </Button>
      <Button size={props.size ?? "md"} kind="primary" type="submit" pending={props.form.pending()}>
        {props.submit}
      </Button>
    </div>
  );
}

/** The end of a small form inside a panel. */
export function SmallFormButtons(props: FormButtonsProps) {
  return <FormButtons size="sm" form={props.form} cancel={props.cancel} submit={props.submit} onCancel={props.onCancel} />;
}
