import type { Refusal } from "#domain/refusal.ts";

interface PlaceableForm<Field extends string> {
  error(name: Field): string | null;
  errorCount(): number;
  failure(): string | null;
  refusal(): Refusal | null;
  restored(): boolean;
  reset(): void;
}

/**
 * Puts a refusal beside the field it is about (a name that is taken, dates outside the term) instead of above the form:
 * `const placed = placedRefusals(form, { "name-taken": "name" })`, then `placed.error("name")` and `<FormNotices form={placed} />`.
 */
export function placedRefusals<Field extends string>(form: PlaceableForm<Field>, places: Partial<Record<Refusal["code"], Field>>) {
  const at = (): Field | undefined => {
    const code = form.refusal()?.code;
    return code === undefined ? undefined : places[code];
  };
  return {
    error: (name: Field): string | null => form.error(name) ?? (at() === name ? form.failure() : null),
    errorCount: () => form.errorCount() + (at() === undefined ? 0 : 1),
    failure: () => (at() === undefined ? form.failure() : null),
    restored: () => form.restored(),
    reset: () => form.reset(),
  };
}
