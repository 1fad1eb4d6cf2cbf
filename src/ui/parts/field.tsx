import { createUniqueId, Show, type JSX } from "solid-js";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { FieldContext } from "./field-context.ts";
import { Slot } from "./slot.tsx";

export interface FieldProps {
  label: JSX.Element;
  /** Marks the label « obligatoire »; `RequiredNote` above the form is not needed, the word says it. */
  required?: boolean;
  /** Says « facultatif »: for the few optional ones in a form where most are required. */
  optional?: boolean;
  hint?: JSX.Element;
  /** What is wrong and what to do, in words. */
  error?: string | null | undefined;
  /** A group of controls (radios, weekdays): a fieldset with a legend instead of a label. */
  group?: boolean;
  /** The label is heard, not seen (a search above a list). */
  hiddenLabel?: boolean;
  class?: string;
  children: JSX.Element;
}

/** A label, its control, a hint and the error beside it; the control inside takes its id and descriptions by itself. */
export function Field(props: FieldProps) {
  const w = useWords(partWords);
  const id = createUniqueId();
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const state = {
    id,
    get describedBy() {
      const ids = [props.error ? errorId : "", "hint" in props ? hintId : ""].filter((one) => one !== "");
      return ids.length > 0 ? ids.join(" ") : undefined;
    },
    get invalid() {
      return Boolean(props.error);
    },
    get required() {
      return Boolean(props.required);
    },
  };
  const label = () => (
    <>
      {props.label}
      <Show when={props.required}>
        <span class="ml-1 text-xs font-normal text-muted"> {w().required}</span>
      </Show>
      <Show when={props.optional}>
        <span class="ml-1 text-xs font-normal text-muted"> {w().optional}</span>
      </Show>
    </>
  );
  const labelClass = () => (props.hiddenLabel ? "sr-only" : "block text-sm font-medium text-ink");
  const below = () => (
    <>
      <Slot of={props.hint}>
        {(hint) => (
          <p id={hintId} class="text-xs text-muted">
            {hint()}
          </p>
        )}
      </Slot>
      <Show when={props.error}>
        <p id={errorId} class="flex items-start gap-1.5 text-xs font-medium text-danger">
          <CircleAlert size={14} class="mt-px shrink-0" aria-hidden="true" />
          <span>{props.error}</span>
        </p>
      </Show>
    </>
  );
  return (
    <FieldContext.Provider value={state}>
      <Show
        when={props.group}
        fallback={
          <div class={`flex min-w-0 flex-col gap-1 ${props.class ?? ""}`} data-field={props.error ? "invalid" : "valid"}>
            <label for={id} class={labelClass()}>
              {label()}
            </label>
            {props.children}
            {below()}
          </div>
        }
      >
        <fieldset
          class={`flex min-w-0 flex-col gap-1 ${props.class ?? ""}`}
          aria-describedby={state.describedBy}
          data-field={props.error ? "invalid" : "valid"}
        >
          <legend class={`${labelClass()} ${props.hiddenLabel ? "" : "mb-1"}`}>{label()}</legend>
          {props.children}
          {below()}
        </fieldset>
      </Show>
    </FieldContext.Provider>
  );
}
