import { createMemo, createSignal, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import type { Id } from "#domain/id.ts";
import type { MatchSettings, MatchStatus } from "#domain/matching-basis.ts";
import { usualWeights, type MatchTerm, type MatchWay } from "#domain/matching.ts";
import type { Outputs } from "#ui/client.ts";

export type Desk = Outputs["matching"]["desk"];
export type Run = Outputs["matching"]["runs"][number];
export type Solution = Run["solutions"][number];
export type Rows = Outputs["matching"]["rows"];
export type Row = Rows["rows"][number];

export const nameOf = (of: { firstName: string; lastName: string }): string => `${of.firstName} ${of.lastName}`.trim();
/** « Tremblay, Zoé »: as lists are ordered. */
export const listName = (of: { firstName: string; lastName: string }): string =>
  of.firstName === "" ? of.lastName : `${of.lastName}, ${of.firstName}`;

/** A short word that one can read aloud and write down; chance is wanted here, it decides nothing but an order. */
export const newSeed = (): string => Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join("");

/** What this screen is about to ask, born as what was asked last; nobody else's until it is asked. */
export function createSettings(desk: Accessor<Desk>) {
  const last = desk().settings;
  const [asked, setAsked] = createStore<MatchSettings>({ ...last, weights: { ...last.weights }, seed: "" });
  const [open, setOpen] = createSignal(true);
  const toggled = <Value extends string>(list: readonly Value[], value: Value, on: boolean): Value[] =>
    on ? [...list.filter((one) => one !== value), value] : list.filter((one) => one !== value);
  return {
    asked,
    open,
    setOpen,
    weigh: (term: MatchTerm, weight: number) => setAsked("weights", term, weight),
    usual: () => setAsked("weights", { ...usualWeights }),
    way: (way: MatchWay, on: boolean) => setAsked("ways", (ways) => toggled(ways, way, on)),
    status: (status: MatchStatus, on: boolean) => setAsked("statuses", (statuses) => toggled(statuses, status, on)),
    keep: (keeps: MatchSettings["keeps"]) => setAsked("keeps", keeps),
    along: (sheetId: Id, on: boolean) => setAsked("along", (along) => toggled(along, sheetId, on)),
    seed: (seed: string) => setAsked("seed", seed),
    /** What is missing to ask; null when it can be. */
    lacks: createMemo(() => (asked.ways.length === 0 ? "way" : asked.statuses.length === 0 ? "status" : null)),
  };
}
export type Settings = ReturnType<typeof createSettings>;
