import { daysBetween } from "#domain/dates.ts";
import type { Language } from "#domain/weekdays.ts";
import type { WallFrame, WallTile } from "#domain/wall.ts";
import { boardWords } from "#words/board.ts";
import { statusWords } from "#words/status.ts";
import { wallWords } from "#words/wall.ts";
import { inWords, writeInstant, writeNumber, writeTime } from "#words/words.ts";

/** A tile's picture as a table: what a wall draws, for who reads it rather than sees it. */
export interface Figures {
  head: string[];
  rows: { key: string; cells: string[] }[];
  more: number;
}

const some = (...texts: (string | null | undefined)[]): string =>
  texts.filter((text) => text !== null && text !== undefined && text !== "").join(", ");

/** The figures of a tile, in words of the reader's language. */
export function figuresOf(tile: WallTile, given: { frame: WallFrame; language: Language; now: Date }): Figures {
  const { frame, language, now } = given;
  const w = inWords(boardWords, language).tables;
  const wall = inWords(wallWords, language);
  const number = (value: number): string => writeNumber(value, language);
  const when = (instant: string): string => writeInstant(instant, language, now);
  switch (tile.kind) {
    case "statuses": {
      const words = inWords(statusWords, language);
      const name = (key: (typeof tile.rows)[number]["key"]): string => (key === "hidden" ? "–" : words[key].name);
      return {
        head: [w.status, w.requests, w.students],
        rows: tile.rows.map((row) => ({ key: row.key, cells: [name(row.key), number(row.requests), number(row.students)] })),
        more: 0,
      };
    }
    case "flow": {
      const words = frame.side === "receiving" ? wall.flowReceived : wall.flow;
      const kinds = ["sent", "accepted", "declined", "cancelled"] as const;
      return {
        head: [w.hour, ...kinds.map((kind) => words[kind])],
        rows: tile.hours.map((hour) => ({
          key: String(hour.hour),
          cells: [writeTime(`${String(hour.hour).padStart(2, "0")}:00`, language), ...kinds.map((kind) => number(hour[kind]))],
        })),
        more: 0,
      };
    }
    case "answers":
      return {
        head: [w.at, w.outcome, w.unit, w.site, w.students, w.detail],
        rows: tile.rows.map((row) => ({
          key: row.key,
          cells: [
            when(row.at),
            wall.outcome[row.outcome],
            row.unit,
            row.site,
            number(row.students),
            some(row.staff?.course, row.staff?.cohort, row.staff?.school),
          ],
        })),
        more: 0,
      };
    case "conflicts":
      return {
        head: [w.unit, w.site, w.students, w.places, w.since],
        rows: tile.over.map((row) => ({
          key: row.key,
          cells: [row.unit, row.site, number(row.students), number(row.places), row.since ? when(row.since) : some(row.from, row.to)],
        })),
        more: tile.more,
      };
    case "progress":
      return {
        head: [w.cohort, w.needed, w.planned, w.sent, w.accepted, w.assigned, w.confirmed],
        rows: tile.rows.map((row) => ({
          key: row.key,
          cells: [
            some(row.staff?.cohort, row.label, row.staff?.term),
            ...[row.needed, row.planned, row.sent, row.accepted, row.assigned, row.confirmed].map(number),
          ],
        })),
        more: tile.more,
      };
    case "occupancy":
      return {
        head: [w.unit, ...tile.weeks.map((week) => w.week(week))],
        rows: tile.rows.map((row) => ({
          key: row.key,
          cells: [
            some(row.unit, row.site),
            ...row.cells.map((cell) => w.cell(cell.students, cell.places) + (cell.pending > 0 ? w.pending(cell.pending) : "")),
          ],
        })),
        more: tile.more,
      };
    case "starts-ends":
      return {
        head: [w.what, w.hour, w.unit, w.site, w.students, w.detail],
        rows: tile.rows.map((row) => ({
          key: row.key,
          cells: [
            row.what === "start" ? wall.start : wall.end,
            row.startTime ? writeTime(row.startTime, language) : "",
            row.unit,
            row.site,
            number(row.students),
            some(row.staff?.course, row.staff?.cohort, row.staff?.school),
          ],
        })),
        more: tile.more,
      };
    case "deadlines":
      return {
        head: [w.what, w.due, w.state, w.count, w.detail],
        rows: tile.rows.map((row) => ({
          key: row.key,
          cells: [
            wall.due[row.what],
            row.at ? when(row.at) : row.day,
            row.state === "late" ? wall.late(Math.max(1, -daysBetween(frame.today, row.day))) : w.states[row.state],
            number(row.count),
            some(row.place, row.staff?.about, row.staff?.school),
          ],
        })),
        more: tile.more,
      };
  }
}
