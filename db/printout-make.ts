import { mostPrintTries } from "#domain/delivery.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query, Tx } from "./sql.ts";

export interface PrintoutToMake {
  agencyId: Id;
  id: Id;
  language: Language;
  calendar: boolean;
  senderId: Id | null;
  createdBy: Id;
  createdAt: string;
  fileName: string;
  receivingId: Id;
  siteId: Id;
  serviceId: Id | null;
  destinationId: Id | null;
}

/** The next PDF to make after one, held until the transaction ends: two nodes do not make the same, and a killed one lets go. */
export async function claimPrintout(tx: Tx, after: Id | null): Promise<PrintoutToMake | null> {
  const [row] = await tx<PrintoutToMake[]>`
    select agency_id, id, language, calendar, sender_id, created_by, created_at, file_name, receiving_id, site_id, service_id, destination_id
    from printout where ready_at is null and replaced_at is null and tries < ${mostPrintTries} and (${after}::uuid is null or id > ${after}::uuid)
      and exists (select from printout_request x where x.agency_id = printout.agency_id and x.printout_id = printout.id)
    order by id for update skip locked limit 1`;
  return row ?? null;
}

export interface PrintoutContent {
  /** The school's own requests; else those an organisation was sent and redirects. */
  own: boolean;
  agency: string;
  receiving: string;
  site: string;
  address: string;
  service: string | null;
  destination: string | null;
  requestIds: Id[];
  /** Who is to be answered: of the printout, else of its requests, else who sent them. */
  sender: { name: string; title: string; email: string | null; phone: string | null } | null;
  leaders: { requestId: Id; name: string; email: string | null }[];
  students: { requestId: Id; name: string }[];
}

/** What a PDF says beside its requests. Names of students: those confirmed on a confirmed request, nobody else's (section 8, rule 4). */
export async function readPrintoutContent(sql: Query, of: PrintoutToMake): Promise<PrintoutContent> {
  const [head] = await sql<Omit<PrintoutContent, "own" | "requestIds" | "sender" | "leaders" | "students">[]>`
    select a.name as agency, rec.name as receiving, si.name as site, si.address, se.name as service, d.name as destination
    from agency a join agency rec on rec.id = ${of.receivingId}
    join site si on si.agency_id = rec.id and si.id = ${of.siteId}
    left join service se on se.agency_id = rec.id and se.id = ${of.serviceId}
    left join destination d on d.agency_id = rec.id and d.id = ${of.destinationId}
    where a.id = ${of.agencyId}`;
  if (!head) throw new Error("a printout of no place");
  const requests = await sql<{ id: Id; ownSender: Id | null }[]>`
    select r.id, case when r.agency_id = ${of.agencyId} then coalesce(r.sender_id, r.sent_by, r.created_by) end as own_sender
    from printout_request x join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
    where x.agency_id = ${of.agencyId} and x.printout_id = ${of.id} order by x.position`;
  const ids = requests.map(({ id }) => id);
  const senderId = of.senderId ?? requests[0]?.ownSender ?? of.createdBy;
  const [[sender], leaders, students] = await Promise.all([
    sql<NonNullable<PrintoutContent["sender"]>[]>`
      select trim(first_name || ' ' || last_name) as name, title, email, phone from person where agency_id = ${of.agencyId} and id = ${senderId}`,
    sql<PrintoutContent["leaders"]>`
      select r.id as request_id, trim(p.first_name || ' ' || p.last_name) as name, p.email
      from request r join course_leader cl on cl.agency_id = r.agency_id and cl.cohort_course_id = r.cohort_course_id
        join person p on p.agency_id = cl.agency_id and p.id = cl.person_id
      where r.id = any(${ids}::uuid[]) order by lower(p.last_name)`,
    sql<PrintoutContent["students"]>`
      select r.id as request_id, trim(s.first_name || ' ' || s.last_name) as name
      from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        join student s on s.agency_id = a.agency_id and s.id = a.student_id
      where r.id = any(${ids}::uuid[]) and a.state = 'confirmed' and r.status = 'confirmed'
      order by lower(s.last_name), lower(s.first_name), s.id`,
  ]);
  return { ...head, own: requests.some(({ ownSender }) => ownSender !== null), requestIds: ids, sender: sender ?? null, leaders, students };
}

/** Made: the file and the mark in one transaction, so that « prêt » is never said of nothing. */
export async function saveMade(tx: Tx, of: { agencyId: Id; id: Id; content: Uint8Array; pages: number }): Promise<void> {
  await tx`
    insert into printout_file (agency_id, printout_id, content) values (${of.agencyId}, ${of.id}, ${Buffer.from(of.content)})
    on conflict (agency_id, printout_id) do update set content = excluded.content`;
  await tx`update printout set ready_at = clock_timestamp(), pages = ${of.pages}, error = '' where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/** Not made this time; the number of tries so far. */
export async function saveNotMade(tx: Tx, of: { agencyId: Id; id: Id; error: string }): Promise<number> {
  const [row] = await tx<{ tries: number }[]>`
    update printout set tries = tries + 1, error = ${of.error.slice(0, 300)} where agency_id = ${of.agencyId} and id = ${of.id} returning tries`;
  return row?.tries ?? 0;
}
