import { onMount, splitProps, type JSX } from "solid-js";
import { useField } from "./field-context.ts";

export interface TextAreaProps extends Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onChange" | "onInput" | "class"> {
  value: string;
  onChange(value: string): void;
  class?: string;
}

/** Several lines of text; grows with what is typed, to twelve lines. */
export function TextArea(props: TextAreaProps) {
  const field = useField();
  const [own, rest] = splitProps(props, ["value", "onChange", "class", "id"]);
  let area: HTMLTextAreaElement | undefined;
  // A served textarea has no value attribute, and hydration sets no properties.
  onMount(() => {
    if (area && area.value === "") area.value = own.value;
  });
  return (
    <textarea
      rows={3}
      {...rest}
      ref={area}
      id={own.id ?? field?.id}
      value={own.value}
      onInput={(event) => own.onChange(event.currentTarget.value)}
      class={`field-box field-sizing-content max-h-72 min-h-20 resize-y ${own.class ?? ""}`}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      aria-required={field?.required || undefined}
    />
  );
}
