import { parseTime } from "#domain/dates.ts";
import { TextInput, type TextInputProps } from "./text-input.tsx";

/** A time as people type it (`7`, `7 h 30`, `07:30`), made `HH:MM` on leaving; what cannot be read stays as typed. */
export function TimeInput(props: Omit<TextInputProps, "placeholder">) {
  return (
    <TextInput
      autocomplete="off"
      placeholder="07:30"
      {...props}
      class={`max-w-28 ${props.class ?? ""}`}
      onBlur={() => {
        const read = parseTime(props.value);
        if (read !== null && read !== props.value) props.onChange(read);
      }}
    />
  );
}
