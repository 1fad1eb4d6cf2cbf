import { createSignal, lazy, Show, Suspense } from "solid-js";
import CalendarDays from "lucide-solid/icons/calendar-days";
import { isDay, parseDay } from "#domain/dates.ts";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { TextInput, type TextInputProps } from "./text-input.tsx";

// The calendar and its dates are 40 kB that a form of text does not need: they come with the first click.
const Calendar = lazy(() => import("./calendar.tsx"));

export interface DateInputProps extends Omit<TextInputProps, "placeholder" | "min" | "max"> {
  /** First and last day that can be picked; what is typed is judged by the form. */
  min?: string;
  max?: string;
}

/** A day, typed (`2027-01-18`, `18/01/2027`…) and made `AAAA-MM-JJ` on leaving, or picked in a calendar. */
export function DateInput(props: DateInputProps) {
  const w = useWords(partWords);
  const [open, setOpen] = createSignal(false);
  let frame: HTMLSpanElement | undefined;
  let button: HTMLButtonElement | undefined;
  const close = () => {
    setOpen(false);
    button?.focus();
  };
  return (
    <span ref={frame} class={`relative inline-flex w-full max-w-44 ${props.class ?? ""}`}>
      <TextInput
        {...props}
        autocomplete="off"
        placeholder={w().date.shape}
        maxLength={20}
        class="pr-9"
        onBlur={() => {
          const read = parseDay(props.value);
          if (read !== null && read !== props.value) props.onChange(read);
        }}
      />
      <button
        ref={button}
        type="button"
        disabled={Boolean(props.disabled ?? props.readOnly)}
        aria-label={w().date.open}
        aria-haspopup="dialog"
        aria-expanded={open()}
        title={w().date.open}
        onClick={() => setOpen(!open())}
        class="absolute top-1/2 right-1 grid size-7 -translate-y-1/2 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink disabled:hidden"
      >
        <CalendarDays size={16} aria-hidden="true" />
      </button>
      <Show when={open()}>
        <Suspense>
          <Calendar
            anchor={() => frame ?? null}
            value={isDay(props.value) ? props.value : null}
            min={props.min}
            max={props.max}
            onPick={(day) => {
              props.onChange(day);
              close();
            }}
            onClose={close}
          />
        </Suspense>
      </Show>
    </span>
  );
}
