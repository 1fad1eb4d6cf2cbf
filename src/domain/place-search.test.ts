import { expect, test } from "vitest";
import { askedByOthers, askedByOwn, roomLeft } from "./place-search.ts";

test("[R186] of another school only what has left it counts, on paper as well; of one's own what is held too; drafts and refusals never", () => {
  expect(askedByOwn).toContain("sent-held");
  expect(askedByOthers).not.toContain("sent-held");
  expect(askedByOthers).toEqual(expect.arrayContaining(["sent", "sent-paper", "redirected", "declined-by-unit", "accepted", "confirmed"]));
  for (const never of ["new", "new-part", "declined", "cancelled"] as const) {
    expect(askedByOwn).not.toContain(never);
    expect(askedByOthers).not.toContain(never);
  }
});

test("[R187] what is left is never less than nothing, and is not known where nobody said how many", () => {
  expect(roomLeft({ capacity: 12, most: 9 })).toBe(3);
  expect(roomLeft({ capacity: 6, most: 9 })).toBe(0);
  expect(roomLeft({ capacity: null, most: 9 })).toBeNull();
});
