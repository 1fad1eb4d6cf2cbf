import { describe, expect, it } from "vitest";
import { z } from "zod";
import { day, time } from "#domain/dates.ts";
import { problemOf } from "./form-problem.ts";

const problem = (schema: z.ZodType, value: unknown) => {
  const read = z.object({ value: schema }).safeParse({ value });
  const issue = read.error?.issues[0];
  return issue ? problemOf(issue, { value }) : null;
};

describe("what a schema found, as a problem of the domain", () => {
  it.each([
    [z.string().min(1), "", { kind: "missing" }],
    [z.string().min(1), undefined, { kind: "missing" }],
    [z.string().max(3), "abcd", { kind: "too-long", most: 3 }],
    [day, "2027-02-31", { kind: "not-a-day", text: "2027-02-31" }],
    [day, "", { kind: "missing" }],
    [time, "25:00", { kind: "not-a-time", text: "25:00" }],
    [z.email(), "nobody", { kind: "not-an-email", text: "nobody" }],
    [z.number(), "abc", { kind: "not-a-number", text: "abc" }],
    [z.number().int().min(1), 0, { kind: "not-positive" }],
  ])("%#", (schema, value, expected) => {
    expect(problem(schema as z.ZodType, value)).toEqual(expected);
  });
});
