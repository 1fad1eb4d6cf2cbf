import { createMemo, createSignal, onMount, type Accessor } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { factsOf, type ConflictFacts } from "#domain/conflict-facts.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import type { Conflict, ConflictEngine } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import { fold } from "#domain/place.ts";
import { measuresOf, publishable, rankAt, rowsOf, seatsWith, type ScenarioRow, type Wished } from "#domain/scenario.ts";
import type { Grid, GridPlace, GridStudent } from "#ui/assignment/board.ts";
import { nameOf } from "#ui/assignment/board.ts";
import type { Outputs } from "#ui/client.ts";

export type OpenScenario = Outputs["scenario"]["open"];
export type Shown = "all" | "changed" | "moved" | "waiting";

/** Keeps an engine up with facts that change: only what differs is looked at again. Nothing before `judging`: a page is drawn before it is judged. */
function following(facts: Accessor<ConflictFacts>, judging: Accessor<boolean>): Accessor<readonly Conflict[]> {
  let engine: ConflictEngine | null = null;
  return createMemo(() => {
    if (!judging()) return [];
    if (engine) engine.become(facts());
    else engine = createConflictEngine(facts());
    return engine.all();
  });
}

/** A scenario as its screen thinks of it: each student as she is and as she would be, conflicts of both, and what both amount to. */
export function createScenarioState(of: { grid: Accessor<Grid>; scenario: Accessor<OpenScenario>; wished: Accessor<Wished> }) {
  const { grid, scenario, wished } = of;
  const students = createMemo(() => new Map(grid().students.map((student) => [student.id, student])));
  const places = createMemo(() => new Map(grid().places.map((place) => [place.requestId, place])));
  const paths = createMemo(() => new Map(scenario().places.map(({ id, path }) => [id, path])));
  const rows = createMemo(() => rowsOf(grid(), scenario()));
  const rowById = createMemo(() => new Map(rows().map((row) => [row.studentId, row])));
  const left = createMemo(() => new Map(scenario().left.map((one) => [one.studentId, one])));
  const seats = createMemo(() => seatsWith(grid(), scenario()));
  const byPlace = (list: Accessor<readonly Seat[]>) => createMemo(() => Map.groupBy(list(), ({ requestId }) => requestId));
  const would = byPlace(seats);
  const now = byPlace(() => grid().seats);
  const facts = createMemo(() => factsOf(grid()));
  const [judging, setJudging] = createSignal(false);
  onMount(() => setJudging(true));
  const conflicts = following(() => ({ ...facts(), seats: seats() }), judging);
  const real = following(facts, judging);
  const realKeys = createMemo(() => new Set(real().map(({ key }) => key)));
  const count = (list: readonly Conflict[]) => ({
    blocks: list.filter(({ severity }) => severity === "blocks").length,
    warns: list.filter(({ severity }) => severity === "warns").length,
  });
  const [shown, setShown] = createSignal<Shown>("all");
  const [search, setSearch] = createSignal("");
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set<string>());

  // A row that stays the same object keeps what is open in it: what it shows is looked up by id.
  const kept = new Map<Id, { studentId: Id }>();
  const handle = (studentId: Id) => {
    const known = kept.get(studentId) ?? { studentId };
    kept.set(studentId, known);
    return known;
  };
  const inView = ({ state, would: there }: ScenarioRow): boolean => {
    if (shown() === "changed") return state === "intended" || state === "overtaken";
    if (shown() === "moved") return state === "moved" || state === "overtaken";
    return shown() === "all" || there === null;
  };
  const list = createMemo(() => {
    const sought = fold(search());
    return rows()
      .filter((row) => {
        const student = students().get(row.studentId);
        if (sought !== "")
          return student !== undefined && fold(`${student.lastName} ${student.firstName} ${student.number}`).includes(sought);
        return inView(row);
      })
      .map(({ studentId }) => handle(studentId));
  });

  return {
    grid,
    scenario,
    rows,
    row: (studentId: Id): ScenarioRow | undefined => rowById().get(studentId),
    student: (studentId: Id): GridStudent | undefined => students().get(studentId),
    name: (studentId: Id): string => {
      const student = students().get(studentId);
      return student ? nameOf(student) : (scenario().students.find(({ id }) => id === studentId)?.name ?? "");
    },
    place: (requestId: Id): GridPlace | undefined => places().get(requestId),
    path: (requestId: Id): string => places().get(requestId)?.path ?? paths().get(requestId) ?? "",
    instructor: (personId: Id): string => facts().instructors.find((one) => one.personId === personId)?.name ?? "",
    wouldAt: (requestId: Id): number => would().get(requestId)?.length ?? 0,
    nowAt: (requestId: Id): number => now().get(requestId)?.length ?? 0,
    rank: (studentId: Id, requestId: Id): number | null => rankAt(wished(), studentId, requestId),
    anyWishes: createMemo(() => Object.values(wished()).some((wishes) => wishes.length > 0)),
    wishes: (studentId: Id): boolean => (wished()[studentId]?.length ?? 0) > 0,
    /** Who moved a student in reality, and when, as far as anybody knows. */
    mover: ({ studentId, now: seat }: ScenarioRow): { by: string; at: string; mine: boolean } | null =>
      seat ?? left().get(studentId) ?? null,
    publishable: createMemo(() => publishable(rows())),
    moved: createMemo(() => rows().filter(({ state }) => state === "moved" || state === "overtaken")),
    overtaken: createMemo(() => rows().filter(({ state }) => state === "overtaken")),
    /** Intended, and something other than a colleague's move keeps it back. */
    keptBack: createMemo(() => rows().filter(({ state, obstacle }) => state === "intended" && obstacle !== null)),
    strays: createMemo(() => scenario().students.filter(({ id }) => !students().has(id))),
    conflicts,
    judging,
    isNew: (conflict: Conflict): boolean => !realKeys().has(conflict.key),
    measures: createMemo(() => ({
      real: { ...measuresOf(grid(), grid().seats, wished()), ...count(real()) },
      here: { ...measuresOf(grid(), seats(), wished()), ...count(conflicts()) },
    })),
    list,
    shown,
    setShown,
    search,
    setSearch,
    ticked,
    setTicked,
  };
}
export type ScenarioState = ReturnType<typeof createScenarioState>;
