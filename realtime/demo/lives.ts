import { createConflictEngine } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import type { Id } from "#domain/id.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { DemoRow, Fate } from "./plan.ts";
import type { Someone, World } from "./world.ts";

const sent = new Set<Fate>([
  "sent",
  "sent-paper",
  "redirected",
  "redirected-paper",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
  "accepted-paper",
  "declined",
  "cancelled",
  "confirmed",
]);

/** A request of the demo and what becomes of it. */
export interface Live {
  planned: PlannedCourse;
  row: DemoRow;
  requestId: Id;
}

/** Copies and sends what the plan says; what stays typed stays on the sheet. */
export async function sendRows(planned: PlannedCourse, rowIds: string[]): Promise<Live[]> {
  const { course, planner, worksheetId } = planned;
  const idsOf = (fits: (fate: Fate) => boolean) => rowIds.filter((_id, index) => fits(course.rows[index]?.fate ?? "typed"));
  const copied = idsOf((fate) => fate === "new");
  const away = idsOf((fate) => sent.has(fate));
  const outcomes = [
    ...(copied.length > 0 ? [await planner.call.worksheet.copyToOutbox({ worksheetId, rowIds: copied })] : []),
    ...(away.length > 0 ? [await planner.call.worksheet.send({ worksheetId, rowIds: away })] : []),
  ];
  const refused = outcomes.flatMap((outcome) => outcome.refused);
  if (refused.length > 0) throw new Error(`the demo's rows are refused: ${JSON.stringify(refused)}`);
  return outcomes
    .flatMap(({ done }) => done)
    .flatMap(({ rowId, requestId }) => {
      const row = course.rows[rowIds.indexOf(rowId)];
      return row ? [{ planned, row, requestId }] : [];
    });
}

type Verb = (input: { requests: { id: Id; version: number }[] }) => Promise<{ refused: { refusal: { code: string } }[] }>;
async function move(by: Someone, requestId: Id, verb: Verb): Promise<void> {
  const { version } = await by.call.request.get({ id: requestId });
  const { refused } = await verb({ requests: [{ id: requestId, version }] });
  const [no] = refused;
  if (no) throw new Error(`a move of the demo is refused: ${no.refusal.code}`);
}

/** Answers one request as the plan says, by those who would. */
export async function answer(world: World, { planned, row, requestId }: Live): Promise<void> {
  const { planner } = planned;
  const rapides = !/Notre-Dame|Quai/.test(row.at);
  const coordinator = rapides ? world.as("Morin") : world.as("Nguyen");
  const unit = world.as("Lapointe");
  const redirect = async () => {
    const name = row.at.split(" / ");
    const units = await coordinator.call.request.units();
    const found = units.find((one) => one.site === name[0] && one.service === name[1] && one.name === name[2]);
    if (!found) throw new Error(`no unit for ${row.at}`);
    await move(coordinator, requestId, (input) => coordinator.call.request.redirect({ ...input, destinationId: found.id }));
  };
  const accept = () => move(coordinator, requestId, coordinator.call.request.accept);
  switch (row.fate) {
    case "redirected":
    case "redirected-paper":
      return redirect();
    case "accepted-by-unit":
      await redirect();
      return move(unit, requestId, unit.call.request.acceptForUnit);
    case "declined-by-unit":
      await redirect();
      return move(unit, requestId, (input) =>
        unit.call.request.declineForUnit({ ...input, reason: { code: "staffing", note: "Deux départs à la retraite en janvier." } }),
      );
    case "accepted":
    case "confirmed":
      return accept();
    case "accepted-paper":
      return move(planner, requestId, planner.call.request.acceptOnBehalf);
    case "declined":
      return move(coordinator, requestId, (input) =>
        coordinator.call.request.decline({ ...input, reason: { code: "capacity-reached", note: "" } }),
      );
    case "cancelled":
      return move(planner, requestId, (input) => planner.call.request.cancel({ ...input, reason: { code: "attrition", note: "" } }));
    default:
      return;
  }
}

/** Where a unit is fuller than it says it can be, whoever planned went on, and said so. */
async function decideOnWarnings({ planner, worksheetId }: Live["planned"], requestId: Id): Promise<void> {
  const conflicts = createConflictEngine(factsOf(await planner.call.assignment.grid({ worksheetId }))).at(requestId);
  const keys = conflicts.flatMap(({ key, severity }) => (severity === "warns" ? [key] : []));
  if (keys.length > 0) await planner.call.conflict.decide({ worksheetId, keys, note: "Convenu avec l’unité." });
}

/** Puts students on what was accepted, the next ones of the list each time, and confirms what the plan confirms. */
export async function assign(lives: Live[]): Promise<void> {
  const taken = new Map<Id, number>();
  for (const { planned, row, requestId } of lives) {
    const from = taken.get(planned.worksheetId) ?? 0;
    const upto = from + (row.seats ?? 0);
    taken.set(planned.worksheetId, upto);
    for (const studentId of planned.students.slice(from, upto))
      await planned.planner.call.assignment.hold({ requestId, studentId, saw: null });
    if (row.fate === "confirmed") {
      await decideOnWarnings(planned, requestId);
      const { refused } = await planned.planner.call.assignment.confirm({ requestIds: [requestId] });
      if (refused.length > 0) throw new Error(`a place of the demo cannot be confirmed: ${JSON.stringify(refused)}`);
    }
  }
}
