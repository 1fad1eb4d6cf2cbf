import { createContext, useContext } from "solid-js";

/** What a field tells the control inside it; getters, so that an error that appears is heard at once. */
export interface FieldState {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

export const FieldContext = createContext<FieldState>();
/** The field around this control, when there is one. */
export const useField = (): FieldState | undefined => useContext(FieldContext);
