import { refuse } from "#domain/refusal.ts";
import type { Programme } from "#db/programme.ts";

/** Nothing begins in a programme that is closed or whose students are placed outside the system (F-041). */
export function refuseClosed(programme: Programme): void {
  if (programme.retired) refuse({ code: "programme-closed", name: programme.name, why: "retired" });
  if (!programme.isUser) refuse({ code: "programme-closed", name: programme.name, why: "non-user" });
}
