import type { Live } from "./lives.ts";

/**
 * Marc Roy tries something on a sheet whose places are partly taken: those who wait are put on what is free, and one seat is given up. Nobody
 * else learns of it.
 */
export async function tryOut(lives: Live[]): Promise<void> {
  for (const planned of new Set(lives.filter(({ planned: { school } }) => school === "rapides").map(({ planned: one }) => one))) {
    const { call } = planned.planner;
    const { worksheetId } = planned;
    const { seats, places, students } = await call.assignment.grid({ worksheetId });
    const waiting = students.filter(({ id }) => !seats.some(({ studentId }) => studentId === id));
    const free = places.flatMap(({ requestId, size, status }) =>
      status === "accepted"
        ? Array<string>(Math.max(0, size - seats.filter((seat) => seat.requestId === requestId).length)).fill(requestId)
        : [],
    );
    const held = seats.findLast(({ state }) => state === "held");
    if (waiting.length < 2 || free.length < 2 || !held) continue;
    const { id } = await call.scenario.make({ worksheetId, name: "Si le 4e Est ferme en mars" });
    const rows = waiting.slice(0, Math.min(3, free.length)).map((student, index) => ({
      studentId: student.id,
      to: { requestId: free[index] ?? null },
      base: null,
    }));
    await call.scenario.set({ id, rows: [...rows, { studentId: held.studentId, to: { requestId: null }, base: held.requestId }] });
    return;
  }
}
