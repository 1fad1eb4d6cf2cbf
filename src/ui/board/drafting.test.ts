import { expect, test } from "vitest";
import { draftOf, newView, writeOf } from "./drafting.ts";

/** As a query hands its answer out: every object of it behind a proxy. */
const watched = <One extends object>(of: One): One =>
  new Proxy(of, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === "object" && value !== null && !Array.isArray(value) ? watched(value) : value;
    },
  });

test("a saved board is written in its form and sent as it was, and writing changes nothing of what was answered", () => {
  const board = writeOf({
    name: "Corridor",
    side: "placing",
    policy: "public",
    language: "fr",
    nightHow: "dim",
    nightFrom: "21:00",
    nightTo: "06:00",
    views: [],
  });
  const views = [newView("En ce moment", ["statuses", "flow"])];
  const draft = draftOf(watched({ ...board, views: new Proxy(views, {}) }));
  expect(writeOf(draft)).toEqual({ ...board, views });
  draft.views[0]?.tiles.pop();
  expect(views[0]?.tiles).toHaveLength(2);
});
