import { can } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import type { SheetKey } from "#db/sheet.ts";
import type { Sql } from "#db/sql.ts";
import { findDeletedWorksheet, findWorksheet } from "#db/worksheet.ts";
import type { RequestFacts } from "#server/context.ts";
import type { Session } from "#server/session.ts";
import type { Closing } from "#sheet/protocol.ts";

/** Reads who asks; the session's own reading, or a test's. */
export type ReadSession = (facts: RequestFacts) => Promise<Session | null>;

/** A page at a sheet: who, where, and until when without being asked again. */
export interface Seat {
  sheet: SheetKey;
  accountId: Id;
  /** The session's own number (the hash of its secret): what ends with it. */
  sessionId: string;
  personId: Id;
  name: string;
  readOnly: boolean;
  facts: RequestFacts;
  expiresAt: number;
  readAt: number;
}

/** The sheet of an address `/collab?sheet=…`; null when there is none. */
export function sheetAsked(url: string | undefined): Id | null {
  const asked = id.safeParse(new URL(url ?? "", "http://here").searchParams.get("sheet"));
  return asked.success ? asked.data : null;
}

/** Who may sit at a sheet, and whether to write. A sheet of another organisation and none at all are the same answer. */
export async function takeSeat(
  sql: Sql,
  readSession: ReadSession,
  of: { facts: RequestFacts; sheetId: Id | null },
): Promise<Seat | Closing> {
  const session = await readSession(of.facts);
  if (!session) return "signedOut";
  const { actor } = session;
  if (!actor || !can(actor, "worksheet.see")) return "notAllowed";
  const sheet = of.sheetId === null ? null : await findWorksheet(sql, actor, of.sheetId);
  if (!sheet) return of.sheetId !== null && (await findDeletedWorksheet(sql, actor, of.sheetId)) ? "gone" : "notFound";
  return {
    sheet: { agencyId: sheet.agencyId, id: sheet.id, epoch: sheet.epoch },
    accountId: actor.accountId,
    sessionId: session.idHash,
    personId: actor.personId,
    name: actor.name,
    readOnly: !can(actor, "worksheet.edit"),
    facts: of.facts,
    expiresAt: Date.parse(session.expiresAt),
    readAt: Date.now(),
  };
}

/** Sessions are prolonged and ended elsewhere: how long what was read of one is believed. */
const believedFor = 60_000;

/**
 * Null while the seat stands; else why it does not. Asked again when the session should have ended, or was read long ago: what changed
 * on another node, or was missed, is noticed then. Whoever may now do other things comes back to be judged.
 */
export async function judgeAgain(sql: Sql, readSession: ReadSession, seat: Seat): Promise<Closing | null> {
  const now = Date.now();
  if (now < seat.expiresAt && now - seat.readAt < believedFor) return null;
  const again = await takeSeat(sql, readSession, { facts: seat.facts, sheetId: seat.sheet.id });
  if (typeof again === "string") return again;
  if (again.accountId !== seat.accountId || again.personId !== seat.personId || again.readOnly !== seat.readOnly) return "signedOut";
  seat.readAt = again.readAt;
  seat.expiresAt = again.expiresAt;
  return null;
}
