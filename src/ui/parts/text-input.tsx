import { splitProps, type JSX } from "solid-js";
import { useField } from "./field-context.ts";

export interface TextInputProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "onInput" | "class"> {
  value: string;
  /** Called at each keystroke. */
  onChange(value: string): void;
  class?: string;
}

/** One line of text. Inside a `Field` it takes its label and error; alone, give `aria-label`. */
export function TextInput(props: TextInputProps) {
  const field = useField();
  const [own, rest] = splitProps(props, ["value", "onChange", "class", "id"]);
  return (
    <input
      type="text"
      {...rest}
      id={own.id ?? field?.id}
      value={own.value}
      onInput={(event) => own.onChange(event.currentTarget.value)}
      class={`field-box ${own.class ?? ""}`}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      aria-required={field?.required || undefined}
    />
  );
}

/** A whole number, typed: no spinner that a scroll wheel changes by accident. The value stays text until the form reads it. */
export function NumberInput(props: TextInputProps) {
  return <TextInput inputmode="numeric" autocomplete="off" {...props} class={`text-right ${props.class ?? ""}`} />;
}
