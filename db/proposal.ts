import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Point, Proposal, ProposalFacts, Terms } from "#domain/proposal.ts";
import type { Place, Request, Side } from "#domain/request.ts";
import type { RequestKey } from "./comment.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** A proposal with who made it and who answered it. */
export interface ProposalRecord extends Proposal {
  agencyId: Id;
  byAgencyId: Id;
  byAccountId: Id | null;
  byName: string;
  byAgency: string;
  note: string;
  at: string;
  taken: Point[];
  answeredAgencyId: Id | null;
  answeredName: string | null;
  answeredAgency: string | null;
  answeredAt: string | null;
  answerNote: string;
}

const select = (sql: Query) => sql`
  select p.agency_id, p.id, p.request_id, p.number, p.side, p.by_agency_id, p.by_account_id, p.by_name, a.name as by_agency, p.terms, p.base,
    p.note, p.accepts, p.at, p.outcome, p.taken, p.answered_agency_id, p.answered_name, aa.name as answered_agency, p.answered_at, p.answer_note
  from proposal p join agency a on a.id = p.by_agency_id left join agency aa on aa.id = p.answered_agency_id`;

/** Every version, the newest first. */
export function listProposals(sql: Query, request: RequestKey): Promise<ProposalRecord[]> {
  return sql<ProposalRecord[]>`
    ${select(sql)} where p.agency_id = ${request.agencyId} and p.request_id = ${request.id} order by p.number desc limit 100`;
}

export async function findOpenProposal(sql: Query, request: RequestKey): Promise<ProposalRecord | null> {
  const [row] = await sql<ProposalRecord[]>`
    ${select(sql)} where p.agency_id = ${request.agencyId} and p.request_id = ${request.id} and p.outcome is null`;
  return row ?? null;
}

/** The request a proposal is about; whether the asker may know of it is for the request to say. */
export async function findRequestOfProposal(sql: Query, id: Id): Promise<Id | null> {
  const [row] = await sql<{ requestId: Id }[]>`select request_id from proposal where id = ${id}`;
  return row?.requestId ?? null;
}

/** Who speaks: an account of an organisation, or a name that answers by a link for it. */
export interface Speaker {
  agencyId: Id;
  accountId: Id | null;
  name: string;
}

export async function insertProposal(
  tx: Tx,
  by: Speaker,
  of: { request: RequestKey; side: Proposal["side"]; terms: Terms; base: Terms; note: string; accepts: boolean; at: Date },
): Promise<{ id: Id; number: number }> {
  const [row] = await tx<{ id: Id; number: number }[]>`
    insert into proposal (agency_id, request_id, number, side, by_agency_id, by_account_id, by_name, terms, base, note, accepts, at)
    select ${of.request.agencyId}, ${of.request.id}, coalesce(max(number), 0) + 1, ${of.side}, ${by.agencyId}, ${by.accountId}, ${by.name},
      ${tx.json(of.terms as never)}, ${tx.json(of.base as never)}, ${of.note}, ${of.accepts}, ${of.at.toISOString()}
    from proposal where agency_id = ${of.request.agencyId} and request_id = ${of.request.id}
    returning id, number`;
  if (!row) throw new Error("a proposal was not written");
  return row;
}

/** Ends an open proposal; false when somebody was faster. */
export async function saveOutcome(
  tx: Tx,
  by: Speaker,
  of: {
    proposal: Pick<ProposalRecord, "agencyId" | "id">;
    outcome: NonNullable<Proposal["outcome"]>;
    taken: Point[];
    note: string;
    at: Date;
  },
): Promise<boolean> {
  const rows = await tx`
    update proposal set outcome = ${of.outcome}, taken = ${of.taken}::text[], answered_agency_id = ${by.agencyId}, answered_name = ${by.name},
      answered_at = ${of.at.toISOString()}, answer_note = ${of.note}
    where agency_id = ${of.proposal.agencyId} and id = ${of.proposal.id} and outcome is null returning id`;
  return rows.length === 1;
}

/** What a proposal about a request is judged by: its course's dates and what the unit it would go to takes. */
export async function readProposalFacts(sql: Query, request: Request, unit: Terms["unit"]): Promise<ProposalFacts> {
  const place: Pick<Place, "siteId" | "serviceId" | "destinationId"> = unit ?? request;
  const [row] = await sql<{ startsOn: string; endsOn: string; largestGroup: number | null; serviceOpen: boolean; unitOpen: boolean }[]>`
    select cc.starts_on, cc.ends_on,
      (select d.largest_group from destination d where d.agency_id = ${request.receivingId} and d.id = ${place.destinationId}) as largest_group,
      exists (select from service se join site si on si.agency_id = se.agency_id and si.id = se.site_id
        where se.agency_id = ${request.receivingId} and se.site_id = ${place.siteId} and se.id = ${place.serviceId}
          and se.retired_on is null and si.retired_on is null) as service_open,
      exists (select from destination d where d.agency_id = ${request.receivingId} and d.service_id = ${place.serviceId}
        and d.id = ${place.destinationId} and d.retired_on is null) as unit_open
    from cohort_course cc where cc.agency_id = ${request.agencyId} and cc.id = ${request.cohortCourseId}`;
  if (!row) throw new Error(`request ${request.id} has no course`);
  const { startsOn, endsOn, largestGroup, serviceOpen, unitOpen } = row;
  return { course: { startsOn, endsOn }, largestGroup, unitKnown: serviceOpen && (place.destinationId === null || unitOpen) };
}

/** How a place of an organisation is written, for history: « Hôpital du Nord / Médecine / 4e Est ». */
export async function writePlaceOf(sql: Query, receivingId: Id | null, place: NonNullable<Terms["unit"]>): Promise<string> {
  const [row] = await sql<{ path: string }[]>`
    select concat_ws(' / ', si.name, se.name, d.name) as path from service se
    join site si on si.agency_id = se.agency_id and si.id = se.site_id
    left join destination d on d.agency_id = se.agency_id and d.id = ${place.destinationId}
    where se.agency_id = ${receivingId} and se.id = ${place.serviceId}`;
  return row?.path ?? "";
}

/** Requests whose open proposal waits for the viewer's side, the oldest proposal first: their ids. */
export async function listWaitingProposals(sql: Query, viewer: Actor, side: Side): Promise<Id[]> {
  const theirs = side === "placing" ? "receiving" : "placing";
  const rows = await sql<{ id: Id }[]>`
    select r.id from proposal p
    join request r on r.agency_id = p.agency_id and r.id = p.request_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where p.outcome is null and p.side = ${theirs} and ${reachesRequest(sql, viewer, side)}
    order by p.at, p.id limit 20`;
  return rows.map(({ id }) => id);
}

/** The last version of what was proposed on a request, as who answers by a link reads it; `unit` names the unit proposed. */
export type LastProposal = Pick<
  ProposalRecord,
  "id" | "number" | "side" | "terms" | "base" | "note" | "accepts" | "outcome" | "answerNote"
> & { unit: string | null };

/** Of each of some requests of a school: its course's dates, and the last version of what was proposed on it. */
export function listNegotiations(
  sql: Query,
  of: { agencyId: Id; ids: Id[] },
): Promise<{ requestId: Id; course: { startsOn: string; endsOn: string }; last: LastProposal | null }[]> {
  return sql<{ requestId: Id; course: { startsOn: string; endsOn: string }; last: LastProposal | null }[]>`
    select r.id as request_id, jsonb_build_object('startsOn', cc.starts_on, 'endsOn', cc.ends_on) as course,
      (select jsonb_build_object('id', p.id, 'number', p.number, 'side', p.side, 'terms', p.terms, 'base', p.base, 'note', p.note,
          'accepts', p.accepts, 'outcome', p.outcome, 'answerNote', p.answer_note,
          'unit', (select concat_ws(' / ', se.name, d.name) from service se
            left join destination d on d.agency_id = se.agency_id and d.id = (p.terms -> 'unit' ->> 'destinationId')::uuid
            where se.agency_id = r.receiving_id and se.id = (p.terms -> 'unit' ->> 'serviceId')::uuid))
        from proposal p where p.agency_id = r.agency_id and p.request_id = r.id order by p.number desc limit 1) as last
    from request r join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id 
    where r.agency_id = ${of.agencyId} and r.id = any(${of.ids}::uuid[])`;
}
