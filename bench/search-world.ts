import type { Actor } from "#domain/access.ts";
import type { Sql } from "#db/sql.ts";
import { addActor } from "#db/testing-world.ts";

export interface SearchWorld {
  /** Of the largest school and the largest hospital. */
  coordinator: Actor;
  leader: Actor;
  receiving: Actor;
  unit: Actor;
  requests: number;
  /** The biggest school's and hospital's share of them. */
  largest: { school: number; hospital: number };
  /** A number that is one of the school's requests. */
  reference: number;
}

const towns =
  "Chicoutimi Montréal Québec Sherbrooke Gatineau Trois-Rivières Saguenay Lévis Terrebonne Rimouski Drummondville Granby Joliette Matane Baie-Comeau Sept-Îles Alma Victoriaville Repentigny Longueuil".split(
    " ",
  );
const specialities =
  "Pédiatrie|Médecine interne|Chirurgie|Obstétrique|Gériatrie|Psychiatrie|Urgence|Soins intensifs|Cardiologie|Oncologie|Néphrologie|Neurologie|Orthopédie|Réadaptation|Soins palliatifs|Hémodialyse|Pneumologie|Bloc opératoire|Santé mentale|Néonatalogie".split(
    "|",
  );
const programmes =
  "Soins infirmiers|Physiothérapie|Ergothérapie|Inhalothérapie|Nutrition|Travail social|Techniques de radiologie|Hygiène dentaire".split(
    "|",
  );
const lastNames =
  "Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault St-Pierre Nadeau Martin Landry Martel Bédard Grenier Lessard Bernier Richard Michaud Hébert Desjardins Couture Turcotte Lachance Parent Blais Gosselin".split(
    " ",
  );
const firstNames =
  "Marie Sophie Émilie Chloé Zoé Léa Océane Maxime Félix Nathan Gabriel Alexis Noémie Camille Raphaël Olivier Jérémy Mégane Élodie Anaïs".split(
    " ",
  );

/**
 * A million requests, a fifth of them one school's and a tenth one hospital's, among 4,800 units and 200,000 students of 25 schools. What is
 * many is laid without triggers and indexed afterwards, as a dump is restored; what keeps the search's tables is asked of the same functions.
 */
export async function laySearchWorld(sql: Sql, of: { requests: number; note(text: string): void }): Promise<SearchWorld> {
  const { requests, note } = of;
  note("40 organisations with 4,800 units, 25 schools with 7,500 courses of cohorts");
  await sql`
    insert into agency (kind, name, short_name) select 'receiving', 'CISSS de ' || t.name || ' ' || n, 'CISSS-' || n || left(t.name, 4)
    from unnest(${towns}::text[]) with ordinality t(name, at), generate_series(1, 2) n`;
  await sql`
    insert into site (agency_id, name) select a.id, (array['Hôpital', 'CHSLD', 'CLSC', 'Centre hospitalier'])[n] || ' ' || replace(a.name, 'CISSS de ', 'de ')
    from agency a, generate_series(1, 4) n where a.kind = 'receiving'`;
  await sql`
    insert into service (agency_id, site_id, name)
    select s.agency_id, s.id, x.name from site s, lateral (
      select sp.name from unnest(${specialities}::text[]) sp(name) order by md5(sp.name || s.id::text) limit 6) x`;
  await sql`
    insert into destination (agency_id, site_id, service_id, name, capacity)
    select c.agency_id, c.site_id, c.id, n + 1 || 'e ' || (array['Est', 'Ouest', 'Nord', 'Sud', 'Centre'])[n] || ' ' || c.name, 8 from service c, generate_series(1, 5) n`;
  await sql`
    insert into agency (kind, name, short_name) select 'placing', 'Cégep ' || n || ' de ' || (${towns}::text[])[1 + n % 20], 'CEG-' || n from generate_series(1, 25) n`;
  await sql`
    insert into programme (agency_id, name, short_name) select a.id, p.name, left(p.name, 4) || p.at
    from agency a, unnest(${programmes}::text[]) with ordinality p(name, at) where a.kind = 'placing'`;
  await sql`
    insert into course (agency_id, programme_id, number, name)
    select p.agency_id, p.id, 180 + (ascii(p.short_name) % 9) || '-' || n || 'A' || (n % 4), (${specialities}::text[])[n] || ' ' || 1 + n % 3 from programme p, generate_series(1, 12) n`;
  await sql`
    insert into term (agency_id, name, short_name, starts_on, ends_on)
    select a.id, s.season || ' ' || y, left(s.season, 1) || y, make_date(y, s.first, 1), make_date(y, s.first + 4, 28)
    from agency a, generate_series(2016, 2027) y, (values ('Hiver', 1), ('Automne', 8)) s(season, first) where a.kind = 'placing'`;
  await sql`
    insert into cohort (agency_id, programme_id, name, short_name) select agency_id, id, 'Cohorte ' || y || ' ' || name, 'C' || y from programme, generate_series(2016, 2027) y`;
  await sql`
    insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
    select c.agency_id, c.id, co.id, t.id, t.starts_on, t.ends_on from cohort c
      join lateral (select id from course where agency_id = c.agency_id and programme_id = c.programme_id order by number limit 3) co on true
      join term t on t.agency_id = c.agency_id and t.starts_on = make_date(substring(c.short_name from 2)::int, 1, 1)`;
  await sql`insert into worksheet (agency_id, cohort_course_id, kind) select agency_id, id, 'group' from cohort_course`;
  return layMany(sql, { requests, note });
}

async function layMany(sql: Sql, { requests, note }: { requests: number; note(text: string): void }): Promise<SearchWorld> {
  const [school] = await sql<{ id: string }[]>`select id from agency where kind = 'placing' order by id limit 1`;
  const [hospital] = await sql<{ id: string }[]>`select id from agency where kind = 'receiving' order by id limit 1`;
  const [place] = await sql<{ id: string }[]>`select id from destination where agency_id = ${hospital?.id ?? ""} order by id limit 1`;
  const [agencyId, hospitalId] = [school?.id ?? "", hospital?.id ?? ""];
  const coordinator = await addActor(sql, { agencyId, kind: "placing-coordinator", name: ["Anna", "Roy"] });
  const leader = await addActor(sql, { agencyId, kind: "course-leader", name: ["Lise", "Chef"] });
  const receiving = await addActor(sql, { agencyId: hospitalId, kind: "receiving-coordinator", name: ["Claire", "Gagné"] });
  const unit = await addActor(sql, {
    agencyId: hospitalId,
    kind: "destination-coordinator",
    name: ["Ève", "Lavoie"],
    places: { destinations: [place?.id ?? ""] },
  });
  await sql`
    insert into course_leader (agency_id, cohort_course_id, person_id)
    select agency_id, id, ${leader.personId} from cohort_course where agency_id = ${agencyId} order by starts_on desc, id limit 6`;
  const indexes = await sql<{ name: string; made: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
    where i.indrelid in ('request'::regclass, 'search_request'::regclass, 'search_name'::regclass, 'assignment'::regclass)
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`set local statement_timeout = 0`;
    note("200,000 students");
    await tx`
      insert into student (agency_id, number, last_name, first_name)
      select a.id, to_char(n, 'FM0000000'), (${lastNames}::text[])[1 + (n * 7 + n / 50) % 50] || case when n % 9 = 0 then '-' || (${lastNames}::text[])[1 + n % 50] else '' end, (${firstNames}::text[])[1 + (n / 3) % 20]
      from agency a, generate_series(1, 8000) n where a.kind = 'placing'`;
    await tx`
      insert into search_name (agency_id, kind, id, words)
      select s.agency_id, k.kind, s.id, case k.kind when 'student' then words_of(s.first_name || ' ' || s.last_name) else ' ' || s.number end
      from student s, (values ('student'), ('student-more')) k(kind)`;
    note(`${requests} requests`);
    await tx`create temp table unit_n on commit drop as
      select row_number() over (order by (agency_id = ${hospitalId}) desc, md5(id::text)) - 1 as n, agency_id, site_id, service_id, id from destination`;
    await tx`create temp table course_n on commit drop as
      select row_number() over (order by (cc.agency_id = ${agencyId}) desc, md5(cc.id::text)) - 1 as n, cc.agency_id, cc.id, w.id as worksheet_id, cc.starts_on, cc.ends_on
      from cohort_course cc join worksheet w on w.agency_id = cc.agency_id and w.cohort_course_id = cc.id`;
    await tx`create unique index on unit_n (n)`;
    await tx`create unique index on course_n (n)`;
    await tx`analyze unit_n, course_n`;
    const [sizes] = await tx<{ units: number; courses: number; own: number; here: number }[]>`
      select (select count(*) from unit_n)::int as units, (select count(*) from course_n)::int as courses,
        (select count(*) from course_n where agency_id = ${agencyId})::int as own, (select count(*) from unit_n where agency_id = ${hospitalId})::int as here`;
    const { units = 1, courses = 1, own = 1, here = 1 } = sizes ?? {};
    await tx`
      insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id, size,
        starts_on, ends_on, created_by, sent_at)
      select c.agency_id, 'group', c.id, c.worksheet_id, 'r' || g.n, (array['sent', 'accepted', 'confirmed', 'confirmed', 'redirected'])[1 + g.n % 5],
        u.agency_id, u.site_id, u.service_id, u.id, 6, c.starts_on + g.n % 40, c.starts_on + g.n % 40 + 40, ${coordinator.personId}, now()
      from (select n, hashint4(n)::bigint & 2147483647 as one, hashint4(n + 77777777)::bigint & 2147483647 as two from generate_series(1, ${requests}::int) n) g
        join course_n c on c.n = case when g.n % 5 = 0 then g.one % ${own}::int else g.one % ${courses}::int end
        join unit_n u on u.n = case when g.n % 13 = 0 then g.two % ${here}::int else g.two % ${units}::int end`;
    await tx`
      insert into search_request (agency_id, id, receiving_id, day, facets)
      select r.agency_id, r.id, r.receiving_id, r.starts_on,
        array_remove(array[r.agency_id, r.receiving_id, r.site_id, r.service_id, r.destination_id, r.instructor_id, cc.id, cc.course_id, cc.cohort_id, cc.term_id, c.programme_id], null)
      from request r join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id`;
    note("a student confirmed on every fourth confirmed request");
    await tx`analyze request, student`;
    await tx`
      insert into assignment (agency_id, request_id, student_id, state, assigned_by, confirmed_by, confirmed_at)
      select r.agency_id, r.id, s.id, 'confirmed', ${coordinator.personId}, ${coordinator.personId}, now()
      from (select agency_id, id, row_number() over (partition by agency_id order by id) % 8000 + 1 as n from request where status = 'confirmed' and reference % 4 = 0) r
        join (select agency_id, id, row_number() over (partition by agency_id order by number) as n from student) s on s.agency_id = r.agency_id and s.n = r.n`;
  });
  note("indexes and statistics");
  for (const { made } of indexes)
    await sql.begin(async (tx) => {
      await tx`set local statement_timeout = 0`;
      await tx`set local maintenance_work_mem = '512MB'`;
      await tx.unsafe(made);
    });
  await sql`set statement_timeout = 0`;
  await sql`vacuum (analyze)`;
  const [counted] = await sql<{ all: number; school: number; hospital: number; reference: number }[]>`
    select count(*)::int as all, count(*) filter (where agency_id = ${agencyId})::int as school, count(*) filter (where receiving_id = ${hospitalId})::int as hospital,
      max(reference) filter (where agency_id = ${agencyId}) as reference from request`;
  return {
    coordinator,
    leader,
    receiving,
    unit,
    requests: counted?.all ?? 0,
    largest: { school: counted?.school ?? 0, hospital: counted?.hospital ?? 0 },
    reference: counted?.reference ?? 0,
  };
}
