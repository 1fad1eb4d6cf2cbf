import type { z } from "zod";
import type { Problem } from "#domain/refusal.ts";

const textAt = (raw: unknown, path: PropertyKey[]): string => {
  let at: unknown = raw;
  for (const key of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return typeof at === "string" || typeof at === "number" ? String(at) : "";
};

/**
 * The domain's word for what a schema found. A `refine` of the domain says which by its message (`day`, `time`,
 * `end-before-start`); an empty value is `missing` whatever it should have been.
 */
export function problemOf(issue: z.core.$ZodIssue, raw: unknown): Problem {
  const text = textAt(raw, issue.path);
  if (issue.message === "end-before-start") return { kind: "end-before-start" };
  if (text.trim() === "") return { kind: "missing" };
  if (issue.message === "day") return { kind: "not-a-day", text };
  if (issue.message === "time") return { kind: "not-a-time", text };
  if (issue.code === "too_big" && issue.origin === "string") return { kind: "too-long", most: Number(issue.maximum) };
  if (issue.code === "too_small" && (issue.origin === "number" || issue.origin === "int")) return { kind: "not-positive" };
  if (issue.code === "invalid_format" && issue.format === "email") return { kind: "not-an-email", text };
  if (issue.code === "invalid_type" && (issue.expected === "number" || issue.expected === "int")) return { kind: "not-a-number", text };
  return { kind: "missing" };
}
