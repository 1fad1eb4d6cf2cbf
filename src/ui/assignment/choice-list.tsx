import { Combobox, type ComboboxOption } from "#ui/parts/combobox.tsx";

/** What stands for « no place » in a list of places. */
export const off = "off";

/**
 * The list of a cell, there only while it is used: three hundred of them at once would be slow to open for nothing. It opens at once: one act
 * to see the places, one to choose. Where the student is stands behind what one types, not in it.
 */
export function ChoiceList(props: {
  label: string;
  now: string;
  options: readonly ComboboxOption[];
  onChoose(value: string): void;
  onClose(): void;
}) {
  let chosen = false;
  return (
    <div
      data-no-open
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) props.onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") props.onClose();
      }}
      ref={(element) =>
        queueMicrotask(() => {
          element.querySelector("input")?.focus();
          element.querySelector<HTMLElement>("[data-part=trigger]")?.click();
        })
      }
    >
      <Combobox
        aria-label={props.label}
        value=""
        placeholder={props.now}
        onChange={(value) => {
          // What the list says as it closes is no other choice.
          if (chosen) return;
          chosen = true;
          props.onClose();
          if (value !== "") props.onChoose(value);
        }}
        options={props.options}
      />
    </div>
  );
}
