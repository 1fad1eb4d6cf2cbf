import { describe, expect, it } from "vitest";
import type { AnswersTile, WallFrame } from "#domain/wall.ts";
import { changedParts, partKey } from "./changed.ts";

const tileId = "00000000-0000-4000-8000-000000000001";
const row = (key: string, students: number): AnswersTile["rows"][number] => ({
  key,
  at: "2026-11-22T15:41:00Z",
  outcome: "accepted",
  unit: "4e Est",
  site: "Hôpital de la Rive",
  students,
  staff: null,
});
const frame = (rows: AnswersTile["rows"], more: Partial<WallFrame> = {}): WallFrame => ({
  boardId: "00000000-0000-4000-8000-000000000009",
  seq: 1,
  at: "2026-11-22T15:42:05Z",
  today: "2026-11-22",
  timeZone: "America/Toronto",
  name: "Corridor",
  organisation: "Cégep",
  side: "placing",
  policy: "public",
  language: "fr",
  night: null,
  urgent: [],
  views: [{ id: tileId, name: "Vue", seconds: 20, tiles: [{ id: tileId, wide: false, about: null, kind: "answers", rows }] }],
  ...more,
});

describe("what just changed on a wall", () => {
  it("[R497] is what has another value or is new under its key, and nothing else", () => {
    const before = frame([row("a", 8), row("b", 6)]);
    const after = frame([row("c", 2), row("a", 8), row("b", 7)]);
    expect([...changedParts(before, after)]).toEqual([partKey(tileId, "c"), partKey(tileId, "b")]);
    expect(changedParts(after, after).size).toBe(0);
  });

  it("[R497] is nothing on a first frame, on another board, and on a new day", () => {
    const before = frame([row("a", 8)]);
    expect(changedParts(null, before).size).toBe(0);
    expect(changedParts(before, frame([row("b", 8)], { boardId: tileId })).size).toBe(0);
    expect(changedParts(before, frame([row("b", 8)], { today: "2026-11-23" })).size).toBe(0);
  });
});
