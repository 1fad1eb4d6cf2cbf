-- One box finds everything by name (F-051, H-2). Two small tables of their own, kept by triggers: a rename writes one row, whatever lies
-- under the place, and a request that moves from status to status writes none.

-- What things are called: the words of their own names, folded, a space before each, so that « % pedi% » is a word that begins so. What they
-- lie under is not in it.
create table search_name (
  agency_id uuid not null references agency (id) on delete cascade,
  -- `person-more` and `student-more`: what is known of them besides their names (title, address; number, address), which only those search
  -- who are shown it
  kind text not null check (kind in ('agency', 'site', 'service', 'destination', 'programme', 'course', 'cohort', 'term',
    'person', 'person-more', 'student', 'student-more')),
  id uuid not null,
  words text not null,
  primary key (agency_id, kind, id)
);
-- Students are ten times all the rest, and are looked through by few.
create index search_name_by_word on search_name using gin (words gin_trgm_ops) where kind not like 'student%';
create index search_name_of_student on search_name using gin (words gin_trgm_ops) where kind like 'student%';

-- In steps, of which each is planned once: only the one that is asked for is run.
create function names_of(of_kind text, of_agency uuid, of_id uuid) returns text language plpgsql stable as $$
declare
  said text;
begin
  case of_kind
    when 'agency' then select concat_ws(' ', a.name, a.short_name) into said from agency a where a.id = of_id;
    when 'site' then
      select concat_ws(' ', s.name, s.short_name) into said from site s where s.agency_id = of_agency and s.id = of_id;
    when 'service' then select s.name into said from service s where s.agency_id = of_agency and s.id = of_id;
    when 'destination' then
      select concat_ws(' ', d.name, d.short_name, array_to_string(d.disciplines, ' ')) into said
      from destination d where d.agency_id = of_agency and d.id = of_id;
    when 'programme' then
      select concat_ws(' ', p.name, p.short_name, p.discipline) into said from programme p where p.agency_id = of_agency and p.id = of_id;
    when 'course' then select concat_ws(' ', c.number, c.name) into said from course c where c.agency_id = of_agency and c.id = of_id;
    when 'cohort' then select concat_ws(' ', c.name, c.short_name) into said from cohort c where c.agency_id = of_agency and c.id = of_id;
    when 'term' then select concat_ws(' ', t.name, t.short_name) into said from term t where t.agency_id = of_agency and t.id = of_id;
    when 'person' then
      select concat_ws(' ', p.first_name, p.last_name) into said from person p where p.agency_id = of_agency and p.id = of_id;
    when 'person-more' then
      select concat_ws(' ', p.title, p.email) into said from person p where p.agency_id = of_agency and p.id = of_id;
    -- A sealed profile has no name left, and is found by nothing. Asked of the row and not of the index of those that are not sealed.
    when 'student' then
      select case when s.sealed is null then concat_ws(' ', s.first_name, s.last_name) end into said
      from student s where s.agency_id = of_agency and s.id = of_id;
    when 'student-more' then
      select case when s.sealed is null then concat_ws(' ', s.number, s.email) end into said
      from student s where s.agency_id = of_agency and s.id = of_id;
  end case;
  -- a place by what it was called, too
  if said is not null and of_kind in ('site', 'service', 'destination') then
    said := concat_ws(' ', said, (select string_agg(n.name, ' ' order by n.id) from place_name n where n.place_id = of_id));
  end if;
  return words_of(said);
end $$;

create function name_again(of_kind text, of_agency uuid, of_id uuid) returns void language plpgsql as $$
declare
  said text := names_of(of_kind, of_agency, of_id);
begin
  if said is null then
    delete from search_name where agency_id = of_agency and kind = of_kind and id = of_id;
  else
    insert into search_name (agency_id, kind, id, words) values (of_agency, of_kind, of_id, said)
    on conflict (agency_id, kind, id) do update set words = excluded.words where search_name.words <> excluded.words;
  end if;
end $$;

-- Called with the kinds of the table it is on.
create function named_again() returns trigger language plpgsql as $$
declare
  of record := coalesce(new, old);
  of_agency uuid;
  one text;
begin
  if tg_table_name = 'agency' then
    of_agency := of.id;
    -- its rows go with it
    if tg_op = 'DELETE' then return null; end if;
  else
    of_agency := of.agency_id;
  end if;
  foreach one in array tg_argv loop
    perform name_again(one, of_agency, of.id);
  end loop;
  return null;
end $$;

create trigger named_again after insert or update of name, short_name on agency for each row execute function named_again('agency');
create trigger named_again after insert or delete or update of name, short_name on site for each row execute function named_again('site');
create trigger named_again after insert or delete or update of name on service for each row execute function named_again('service');
create trigger named_again after insert or delete or update of name, short_name, disciplines on destination
  for each row execute function named_again('destination');
create trigger named_again after insert or delete or update of name, short_name, discipline on programme
  for each row execute function named_again('programme');
create trigger named_again after insert or delete or update of number, name on course for each row execute function named_again('course');
create trigger named_again after insert or delete or update of name, short_name on cohort for each row execute function named_again('cohort');
create trigger named_again after insert or delete or update of name, short_name on term for each row execute function named_again('term');
create trigger named_again after insert or delete or update of first_name, last_name, title, email on person
  for each row execute function named_again('person', 'person-more');
create trigger named_again after insert or delete or update of first_name, last_name, number, email, sealed on student
  for each row execute function named_again('student', 'student-more');

create function place_named_again() returns trigger language plpgsql as $$
declare
  of record := coalesce(new, old);
begin
  perform name_again(
    case when of.destination_id is not null then 'destination' when of.service_id is not null then 'service' else 'site' end, of.agency_id, of.place_id);
  return null;
end $$;
create trigger place_named_again after insert or delete or update on place_name for each row execute function place_named_again();

-- A request by what it is of: its school, place, course, cohort, programme, term, instructor. Names are looked up first, then requests of them.
create table search_request (
  agency_id uuid not null,
  id uuid not null,
  receiving_id uuid,
  -- its first day
  day date not null,
  facets uuid[] not null,
  primary key (agency_id, id),
  foreign key (agency_id, id) references request (agency_id, id) on delete cascade
);
create index search_request_of_school on search_request (agency_id, day desc, id desc);
create index search_request_received on search_request (receiving_id, day desc, id desc) where receiving_id is not null;
-- not `fastupdate`: whoever searches after a season's sending would read the whole of it, row by row
create index search_request_facet on search_request using gin (facets) with (fastupdate = off);

create function faceted_again() returns trigger language plpgsql as $$
begin
  insert into search_request (agency_id, id, receiving_id, day, facets)
  select new.agency_id, new.id, new.receiving_id, new.starts_on,
    array_remove(array[new.agency_id, new.receiving_id, new.site_id, new.service_id, new.destination_id, new.instructor_id,
      cc.id, cc.course_id, cc.cohort_id, cc.term_id, c.programme_id], null)
  from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
  where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id
  on conflict (agency_id, id) do update set receiving_id = excluded.receiving_id, day = excluded.day, facets = excluded.facets;
  return null;
end $$;
create trigger faceted_again after insert on request for each row execute function faceted_again();
create trigger faceted_otherwise after update of receiving_id, site_id, service_id, destination_id, instructor_id, starts_on, cohort_course_id on request
  for each row when ((old.receiving_id, old.site_id, old.service_id, old.destination_id, old.instructor_id, old.starts_on, old.cohort_course_id)
    is distinct from (new.receiving_id, new.site_id, new.service_id, new.destination_id, new.instructor_id, new.starts_on, new.cohort_course_id))
  execute function faceted_again();

-- A course of a cohort that moves to another term takes its requests along.
create function term_faceted_again() returns trigger language plpgsql as $$
begin
  update search_request f set facets = array_replace(f.facets, old.term_id, new.term_id)
  from request r where r.agency_id = new.agency_id and r.cohort_course_id = new.id and f.agency_id = r.agency_id and f.id = r.id;
  return null;
end $$;
create trigger term_faceted_again after update of term_id on cohort_course
  for each row when (old.term_id <> new.term_id) execute function term_faceted_again();

insert into search_name (agency_id, kind, id, words)
select agency_id, kind, id, said from (
  select id as agency_id, 'agency' as kind, id, names_of('agency', id, id) as said from agency
  union all select agency_id, 'site', id, names_of('site', agency_id, id) from site
  union all select agency_id, 'service', id, names_of('service', agency_id, id) from service
  union all select agency_id, 'destination', id, names_of('destination', agency_id, id) from destination
  union all select agency_id, 'programme', id, names_of('programme', agency_id, id) from programme
  union all select agency_id, 'course', id, names_of('course', agency_id, id) from course
  union all select agency_id, 'cohort', id, names_of('cohort', agency_id, id) from cohort
  union all select agency_id, 'term', id, names_of('term', agency_id, id) from term
  union all select agency_id, one, id, names_of(one, agency_id, id) from person, unnest(array['person', 'person-more']) one
  union all select agency_id, one, id, names_of(one, agency_id, id) from student, unnest(array['student', 'student-more']) one
) named where said is not null;

insert into search_request (agency_id, id, receiving_id, day, facets)
select r.agency_id, r.id, r.receiving_id, r.starts_on,
  array_remove(array[r.agency_id, r.receiving_id, r.site_id, r.service_id, r.destination_id, r.instructor_id,
    cc.id, cc.course_id, cc.cohort_id, cc.term_id, c.programme_id], null)
from request r
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id;

