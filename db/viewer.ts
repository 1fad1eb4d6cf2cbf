import { grants, roleKinds, type Actor, type RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

/** A role that sees a request, or would if its access were open, with what makes it see. */
export interface ViewerRow {
  agencyId: Id;
  roleId: Id;
  personId: Id;
  name: string;
  title: string;
  kind: RoleKind;
  everything: boolean;
  withNames: boolean;
  /** Of what its rights list, what this request lies in; names, null where it is not by that. */
  programme: string | null;
  site: string | null;
  service: string | null;
  destination: string | null;
  /** The account or the access to the organisation is closed: nobody comes in by it. */
  closed: boolean;
  /** ISO instant; null: never yet. */
  lastSignInAt: string | null;
  /** Named to the other organisation as whom to write to about it. */
  contact: boolean;
}

/**
 * Every role as a viewer, for the one rule of who reaches what: `reachesRequest` asks for an actor's values, and is given the columns of the
 * role `ro` in their place. What it decides for one who asks it decides here for all, by the same SQL.
 */
function anyRole(sql: Query, kind: RoleKind, agencyKind: Actor["agencyKind"]): Actor {
  const listed = (column: string) =>
    sql`array(select x.${sql(column)} from role_right x where x.agency_id = ro.agency_id and x.role_id = ro.id and x.${sql(column)} is not null)`;
  const columns = {
    accountId: sql`ro.account_id`,
    roleId: sql`ro.id`,
    personId: sql`ro.person_id`,
    agencyId: sql`ro.agency_id`,
    everything: sql`ro.everything`,
    programmes: listed("programme_id"),
    places: { sites: listed("site_id"), services: listed("service_id"), destinations: listed("destination_id") },
    withNames: sql`ro.with_names`,
    kind,
    agencyKind,
    name: "",
    agencyName: "",
  };
  return columns as unknown as Actor;
}

/** For each kind of role, at each kind of organisation, whether the role `ro` reaches the request `r`. */
function reaches(sql: Query) {
  const agencyKinds = ["placing", "receiving", "both"] as const;
  const branches = roleKinds
    .filter((kind) => (grants["request.see"] as readonly RoleKind[]).includes(kind))
    .flatMap((kind) =>
      agencyKinds.flatMap((agencyKind) => {
        const actor = anyRole(sql, kind, agencyKind);
        return sidesOf(actor).map((side) => sql`(ro.kind = ${kind} and g.kind = ${agencyKind} and ${reachesRequest(sql, actor, side)})`);
      }),
    );
  return branches.reduce((all, branch) => sql`${all} or ${branch}`);
}

/** Who sees a request, of both its organisations: one row a role. Those whose access is closed are among them, and say so. */
export async function listViewers(sql: Query, of: Pick<RequestRecord, "agencyId" | "id" | "receivingId">): Promise<ViewerRow[]> {
  const covered = (column: string, value: ReturnType<Query>) => sql`
    (not ro.everything and exists (select from role_right x where x.agency_id = ro.agency_id and x.role_id = ro.id and x.${sql(column)} = ${value}))`;
  return sql<ViewerRow[]>`
    select ro.agency_id, ro.id as role_id, ro.person_id, trim(pe.first_name || ' ' || pe.last_name) as name, pe.title, ro.kind, ro.everything, ro.with_names,
      case when ${covered("programme_id", sql`c.programme_id`)} then p.name end as programme,
      case when ${covered("site_id", sql`r.site_id`)} then si.name end as site,
      case when ${covered("service_id", sql`r.service_id`)} then se.name end as service,
      case when ${covered("destination_id", sql`r.destination_id`)} then d.name end as destination,
      (a.disabled_at is not null or pe.disabled_at is not null or not pe.active) as closed, a.last_sign_in_at,
      coalesce(ro.person_id in (r.sender_id, r.sent_by, r.created_by, se.coordinator_id, d.contact_id, si.contact_id), false) as contact
    from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = r.agency_id and p.id = c.programme_id
      left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
      left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
      left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
      join role ro on ro.agency_id in (r.agency_id, r.receiving_id) and ro.disabled_at is null
      join agency g on g.id = ro.agency_id
      join person pe on pe.agency_id = ro.agency_id and pe.id = ro.person_id
      join account a on a.id = ro.account_id
    where r.agency_id = ${of.agencyId} and r.id = ${of.id} and (${reaches(sql)})
    order by lower(pe.last_name), lower(pe.first_name), ro.kind limit 2000`;
}
