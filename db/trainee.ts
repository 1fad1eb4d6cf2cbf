import type { Id } from "#domain/id.ts";
import type { Actor } from "#domain/access.ts";

import { patternOf } from "./pattern.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

export interface Trainee {
  requestId: Id;
  reference: number;
  name: string;
  place: string;
  startsOn: string;
  endsOn: string;
}

/**
 * Who comes to an organisation, by name: only the confirmed of confirmed requests that the viewer reaches, and nobody for a viewer without
 * names (section 8, rule 4). Each word must be in the name; who is there now or next comes first.
 */
export function findTrainees(
  sql: Query,
  viewer: Actor,
  of: { side: "receiving" | "unit"; text: string; today: string; most: number },
): Promise<Trainee[]> {
  const named = of.text
    .split(/\s+/)
    .filter((part) => part !== "")
    .slice(0, 6)
    .reduce(
      (all, word) => sql`${all} and unaccent(lower(s.first_name || ' ' || s.last_name)) like unaccent(lower(${patternOf(word)}))`,
      sql``,
    );
  return sql<Trainee[]>`
    select r.id as request_id, r.reference, trim(s.first_name || ' ' || s.last_name) as name, concat_ws(', ', coalesce(d.name, se.name), si.name) as place,
      r.starts_on, r.ends_on
    from request r
      join assignment a on a.agency_id = r.agency_id and a.request_id = coalesce(r.split_of, r.id) and a.state = 'confirmed'
      join student s on s.agency_id = a.agency_id and s.id = a.student_id
      left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
      left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
      left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where ${viewer.withNames} and r.status = 'confirmed' and s.sealed is null and ${reachesRequest(sql, viewer, of.side)} ${named}
    order by r.ends_on < ${of.today}, abs(r.starts_on - ${of.today}::date), lower(s.last_name), s.id limit ${of.most}`;
}
