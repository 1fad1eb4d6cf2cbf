import type { Sql } from "#db/sql.ts";
import { addHospital, addRow, addSchool, cellsAt, nameContact, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { depsOver, callerAs } from "./testing.ts";

/** A school that sends to a place without account, with a contact named for its service. */
export async function paperWorld(sql: Sql) {
  const school = await addSchool(sql, {});
  const hospital = await addHospital(sql, { isUser: false });
  return { school, hospital, contactId: await nameContact(sql, hospital) };
}
export type PaperWorld = Awaited<ReturnType<typeof paperWorld>>;

export const today = new Date("2026-11-22T15:00:00Z");
export const callAs = (sql: Sql, actor: TestSchool["anna"], now = today) => callerAs(depsOver(sql), actor, now);

/** Sends rows of the school's sheet to the place without account; the requests, in the order of the rows. */
export async function sendOnPaper(sql: Sql, of: { school: TestSchool; hospital: TestHospital; cells?: Parameters<typeof cellsAt>[1][] }) {
  const { school, hospital } = of;
  const rowIds: string[] = [];
  for (const more of of.cells ?? [{}]) rowIds.push(await addRow(sql, school, cellsAt(hospital, more)));
  const { done, refused } = await callAs(sql, school.anna).worksheet.send({ worksheetId: school.worksheetId, rowIds });
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return rowIds.map((rowId) => done.find((one) => one.rowId === rowId)?.requestId ?? "");
}
