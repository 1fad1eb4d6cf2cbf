-- What the migrations make, for reading: `npm run db:dump` writes it and a test compares it.

create extension btree_gist;
create extension pg_trgm;
create extension unaccent;

CREATE OR REPLACE FUNCTION public.calendar_is_planned_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
  select r.agency_id, r.id, array[r.destination_id], r.starts_on, r.ends_on from request r
  where r.kind = 'group' and r.destination_id is not null
    and (r.agency_id, r.id) in (select c.agency_id, c.request_id from changed c where c.student_id is null);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.can_come_in(of_agency uuid, of_person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from role r join account a on a.id = r.account_id join person p on p.agency_id = r.agency_id and p.id = r.person_id
    where r.agency_id = of_agency and r.person_id = of_person and r.kind in ('destination-coordinator', 'receiving-coordinator')
      and r.disabled_at is null and a.disabled_at is null and p.active and p.disabled_at is null)
$function$;

CREATE OR REPLACE FUNCTION public.catalogue_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into catalogue_change default values;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.catalogue_path(in_agency uuid, in_site uuid, in_service uuid, own text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select words_of(concat_ws(' ', a.name, s.name, c.name, own, a.short_name, s.short_name))
  from agency a
    left join site s on s.agency_id = a.id and s.id = in_site
    left join service c on c.agency_id = a.id and c.id = in_service
  where a.id = in_agency
$function$;

CREATE OR REPLACE FUNCTION public.confirmed_within_size()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  over record;
begin
  if tg_table_name = 'assignment' then
    select r.id into over from request r where r.agency_id = new.agency_id and r.id = new.request_id
      and r.size < (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id and a.state = 'confirmed');
  else
    select new.id into over where new.size <
      (select count(*) from assignment a where a.agency_id = new.agency_id and a.request_id = new.id and a.state = 'confirmed');
  end if;
  if over.id is not null then
    raise exception 'more students confirmed than the group holds' using errcode = '23514', constraint = 'confirmed_within_size';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.contact_makes_user()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not new.is_user and new.is_user = old.is_user and can_come_in(new.agency_id,
      case tg_table_name when 'service' then (to_jsonb(new) ->> 'coordinator_id')::uuid else (to_jsonb(new) ->> 'contact_id')::uuid end) then
    new.is_user := true;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.course_is_planned_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into intent_stale (agency_id, worksheet_id)
  select w.agency_id, w.id from worksheet w where w.agency_id = new.agency_id and w.cohort_course_id = new.id and w.kind = 'group';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.destination_is_found_by()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, new.service_id, new.name), '')
    || words_of(concat_ws(' ', new.short_name, array_to_string(new.disciplines, ' '),
      (select string_agg(n.name, ' ' order by n.id) from place_name n where n.place_id = new.id)));
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.event_is_activity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into activity (agency_id, seq, day, kind, person_id, words)
  select who.id, e.seq, (e.at at time zone 'America/Toronto')::date, e.kind, case when who.id = e.actor_agency_id then e.actor_person_id end,
    fold_text(concat_ws(' ', case when e.actor_agency_id is null or who.id = e.actor_agency_id then e.actor_name else actor.name end,
      nullif(said.words, ''), r.reference, d.name, se.name, si.name, c.short_name, c.name, co.number, co.name))
  from happened e
    cross join lateral unnest(e.agency_ids) who (id)
    left join agency actor on actor.id = e.actor_agency_id
    left join lateral (
      select string_agg(one.value #>> '{}', ' ') as words from jsonb_path_query(e.facts, '$.** ? (@.type() == "string" || @.type() == "number")') one (value)
      where length(one.value #>> '{}') between 1 and 200
        and one.value #>> '{}' !~ '^([0-9a-f]{8}-[0-9a-f]{4}-|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z-]+$)') said on true
    left join request r on r.id = e.about
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    left join cohort_course cc on cc.id = coalesce(r.cohort_course_id, case when e.kind like 'cohort-course.%' then e.about end)
    left join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    left join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
  where e.kind not in ('overlap.changed', 'look.changed', 'supply.changed', 'notice-page.changed', 'display.identified', 'display.seen',
    'scenario.changed', 'welcome.changed', 'watch.changed', 'watch.judged', 'bounce.changed', 'reservation.changed', 'choice.begun')
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.event_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'events are append-only';
end $function$;

CREATE OR REPLACE FUNCTION public.faceted_again()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into search_request (agency_id, id, receiving_id, day, facets)
  select new.agency_id, new.id, new.receiving_id, new.starts_on,
    array_remove(array[new.agency_id, new.receiving_id, new.site_id, new.service_id, new.destination_id, new.instructor_id,
      cc.id, cc.course_id, cc.cohort_id, cc.term_id, c.programme_id], null)
  from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
  where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id
  on conflict (agency_id, id) do update set receiving_id = excluded.receiving_id, day = excluded.day, facets = excluded.facets;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.fold_text(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(unaccent('unaccent'::regdictionary, given));

CREATE OR REPLACE FUNCTION public.home_goes_with_profile()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from student_home where agency_id = new.agency_id and student_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.inbox_step(status text)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (status = ANY (ARRAY['sent'::text, 'reactivated'::text, 'redirected-paper'::text, 'accepted-by-unit'::text, 'declined-by-unit'::text])) THEN 0 WHEN (status = ANY (ARRAY['accepted'::text, 'confirmed'::text])) THEN 2 WHEN (status = ANY (ARRAY['declined'::text, 'cancelled'::text])) THEN 3 ELSE 1 END;

CREATE OR REPLACE FUNCTION public.intent_changes_supply()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not supply_is_looked_at() then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into supply_stale (receiving_id, service_id, destination_id) values (old.receiving_id, old.service_id, old.destination_id);
  end if;
  if tg_op <> 'DELETE' then
    insert into supply_stale (receiving_id, service_id, destination_id) values (new.receiving_id, new.service_id, new.destination_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.locked_rows_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  changed request := coalesce(new, old);
  this_one bigint := pg_current_xact_id()::text::bigint;
begin
  update worksheet set locks_version = this_one
  where agency_id = changed.agency_id and id = changed.worksheet_id and locks_version <> this_one;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.look_is_remembered()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into request_seen (account_id, request_id, seen_at) values (new.account_id, new.request_id, clock_timestamp())
  on conflict (account_id, request_id) do update set seen_at = excluded.seen_at;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.name_again(of_kind text, of_agency uuid, of_id uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  said text := names_of(of_kind, of_agency, of_id);
begin
  if said is null then
    delete from search_name where agency_id = of_agency and kind = of_kind and id = of_id;
  else
    insert into search_name (agency_id, kind, id, words) values (of_agency, of_kind, of_id, said)
    on conflict (agency_id, kind, id) do update set words = excluded.words where search_name.words <> excluded.words;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.named_again()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.names_below_are_found()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'agency' then
    update service set found_by = '' where agency_id = new.id;
    update destination set found_by = '' where agency_id = new.id;
  elsif tg_table_name = 'site' then
    update service set found_by = '' where agency_id = new.agency_id and site_id = new.id;
    update destination set found_by = '' where agency_id = new.agency_id and site_id = new.id;
  else
    update destination set found_by = '' where agency_id = new.agency_id and service_id = new.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.names_of(of_kind text, of_agency uuid, of_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.nothing_open_under_retired()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  wrong boolean;
begin
  if tg_table_name = 'site' then
    select exists (select 1 from service s where s.agency_id = new.agency_id and s.site_id = new.id
      and (s.retired_on is null or s.retired_on > new.retired_on)) into wrong;
  elsif tg_table_name = 'service' then
    select (new.retired_on is not null and exists (select 1 from destination d where d.agency_id = new.agency_id and d.service_id = new.id
        and (d.retired_on is null or d.retired_on > new.retired_on)))
      or exists (select 1 from site s where s.agency_id = new.agency_id and s.id = new.site_id and s.retired_on is not null
        and (new.retired_on is null or new.retired_on > s.retired_on)) into wrong;
  else
    select exists (select 1 from service s where s.agency_id = new.agency_id and s.id = new.service_id and s.retired_on is not null
      and (new.retired_on is null or new.retired_on > s.retired_on)) into wrong;
  end if;
  if wrong then
    raise exception 'something open under something retired' using errcode = '23514', constraint = 'nothing_open_under_retired';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.place_is_found_by_its_names()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  of record;
begin
  of := coalesce(new, old);
  update service set found_by = '' where agency_id = of.agency_id and id = of.service_id;
  update destination set found_by = '' where agency_id = of.agency_id and id = of.destination_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.place_named_again()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  of record := coalesce(new, old);
begin
  perform name_again(
    case when of.destination_id is not null then 'destination' when of.service_id is not null then 'service' else 'site' end, of.agency_id, of.place_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.request_counts(r request)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select r.service_id is not null and r.status not in ('declined', 'cancelled', 'sent-held')
    and not (r.status in ('new', 'new-part') and r.kind = 'individual' and not r.hold_waived
      and exists (select from cohort_course cc where cc.agency_id = r.agency_id and cc.id = r.cohort_course_id and cc.release_at > now()))
$function$;

CREATE OR REPLACE FUNCTION public.request_inside_course()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from cohort_course cc where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id
      and (new.starts_on < cc.starts_on or new.ends_on > cc.ends_on)) then
    raise exception 'dates outside of the course' using errcode = '23514', constraint = 'request_inside_course';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.request_is_planned_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (new.agency_id, new.id, array[new.destination_id], new.starts_on, new.ends_on);
  elsif tg_op = 'DELETE' then
    -- its row is a draft again
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (old.agency_id, old.id, array[old.destination_id], old.starts_on, old.ends_on);
    insert into intent_stale (agency_id, worksheet_id, row_id) values (old.agency_id, old.worksheet_id, old.row_id);
  else
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (new.agency_id, new.id, array_remove(array[old.destination_id, new.destination_id], null), least(old.starts_on, new.starts_on),
      greatest(old.ends_on, new.ends_on));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.request_lies_with_its_unit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from destination d where d.agency_id = new.receiving_id and d.id = new.destination_id and d.service_id = new.service_id) then
    raise exception 'a request for a unit of another service' using errcode = '23503', constraint = 'request_lies_with_its_unit';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.request_opens_where_its_unit_is()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  select d.site_id, d.service_id into new.site_id, new.service_id from destination d
    where d.agency_id = new.receiving_id and d.id = new.destination_id;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.request_takes_type()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.placement_type is null then
    select cu.placement_type into new.placement_type from cohort_course cc
      join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
      where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.role_makes_user()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.disabled_at is null and new.kind in ('destination-coordinator', 'receiving-coordinator') then
    update destination set is_user = true where agency_id = new.agency_id and contact_id = new.person_id and not is_user;
    update service set is_user = true where agency_id = new.agency_id and coordinator_id = new.person_id and not is_user;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.row_is_planned_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into intent_stale (agency_id, worksheet_id, row_id)
    select n.agency_id, n.worksheet_id, n.row_id from now_rows n
    join worksheet w on w.agency_id = n.agency_id and w.id = n.worksheet_id
    where w.kind = 'group' and not n.deleted and coalesce(n.cells ->> 'destination', '') <> '';
  else
    insert into intent_stale (agency_id, worksheet_id, row_id)
    select n.agency_id, n.worksheet_id, n.row_id from now_rows n
    join was_rows o on o.agency_id = n.agency_id and o.worksheet_id = n.worksheet_id and o.row_id = n.row_id
    join worksheet w on w.agency_id = n.agency_id and w.id = n.worksheet_id
    where w.kind = 'group' and (coalesce(n.cells ->> 'destination', '') <> '' or coalesce(o.cells ->> 'destination', '') <> '')
      and (n.deleted <> o.deleted or n.cells - '{comment,instructor}'::text[] <> o.cells - '{comment,instructor}'::text[]);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.rows_laid()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  this_one bigint := pg_current_xact_id()::text::bigint;
begin
  update worksheet set locks_version = this_one where agency_id = new.agency_id and id = new.sheet_id and locks_version <> this_one;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.school_uses_the_system()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update agency set is_user = true where id = new.agency_id and kind = 'placing' and not is_user;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.sealed_has_no_home()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from student where agency_id = new.agency_id and id = new.student_id and sealed is not null) then
    raise exception 'a sealed profile has no home' using errcode = 'check_violation', constraint = 'sealed_has_no_home';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.sealed_is_not_confirmed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from student s where s.agency_id = new.agency_id and s.id = new.student_id and s.sealed is not null) then
    raise exception 'a sealed profile is not confirmed' using errcode = '23514', constraint = 'sealed_is_not_confirmed';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.service_is_found_by()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, null, new.name), '')
    || words_of(coalesce((select string_agg(n.name, ' ' order by n.id) from place_name n where n.place_id = new.id), ''));
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.sheet_is_planned_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into intent_stale (agency_id, worksheet_id) values (new.agency_id, new.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.split_is_flat()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  odd record;
begin
  select part.id into odd from request part join request whole on whole.agency_id = part.agency_id and whole.id = part.split_of
    where part.agency_id = new.agency_id and (part.id = new.id or part.split_of = new.id)
      and (whole.split_of is not null or whole.cohort_course_id <> part.cohort_course_id or whole.kind <> part.kind) limit 1;
  if odd.id is not null then
    raise exception 'a part of a part, or of another course' using errcode = '23514', constraint = 'split_is_flat';
  end if;
  if new.split_of is not null and exists (select from assignment a where a.agency_id = new.agency_id and a.request_id = new.id) then
    raise exception 'students are on the primary' using errcode = '23514', constraint = 'students_on_primary';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.students_on_primary()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from request r where r.agency_id = new.agency_id and r.id = new.request_id and r.split_of is not null) then
    raise exception 'students are on the primary' using errcode = '23514', constraint = 'students_on_primary';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.supply_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not supply_is_looked_at() then
    return null;
  end if;
  -- A unit's answer, and how it was asked, change no count: told of, they would tell the school that it has answered (section 8, rule 3).
  if tg_op = 'UPDATE' and old.status <> new.status and array[old.status, new.status] <@ array['redirected', 'redirected-paper',
      'redirected-auto', 'accepted-by-unit', 'declined-by-unit']
    and (old.receiving_id, old.service_id, old.destination_id, old.size, old.size_here, old.starts_on, old.ends_on)
      is not distinct from (new.receiving_id, new.service_id, new.destination_id, new.size, new.size_here, new.starts_on, new.ends_on) then
    return null;
  end if;
  if tg_op <> 'INSERT' and request_counts(old) then
    insert into supply_stale (receiving_id, service_id, destination_id) values (old.receiving_id, old.service_id, old.destination_id);
  end if;
  if tg_op <> 'DELETE' and request_counts(new) then
    insert into supply_stale (receiving_id, service_id, destination_id) values (new.receiving_id, new.service_id, new.destination_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.supply_is_looked_at()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from supply_look where until > now())
$function$;

CREATE OR REPLACE FUNCTION public.term_brackets_courses()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  wrong boolean;
begin
  if tg_table_name = 'term' then
    select exists (select 1 from cohort_course cc where cc.agency_id = new.agency_id and cc.term_id = new.id
      and (cc.starts_on < new.starts_on or cc.ends_on > new.ends_on)) into wrong;
  else
    select exists (select 1 from term t where t.agency_id = new.agency_id and t.id = new.term_id
      and (new.starts_on < t.starts_on or new.ends_on > t.ends_on)) into wrong;
  end if;
  if wrong then
    raise exception 'a course outside its term' using errcode = '23514', constraint = 'term_brackets_courses';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.term_faceted_again()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update search_request f set facets = array_replace(f.facets, old.term_id, new.term_id)
  from request r where r.agency_id = new.agency_id and r.cohort_course_id = new.id and f.agency_id = r.agency_id and f.id = r.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.unit_step(status text)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (status = ANY (ARRAY['redirected'::text, 'redirected-auto'::text])) THEN 0 WHEN (status = ANY (ARRAY['accepted'::text, 'confirmed'::text])) THEN 2 WHEN (status = ANY (ARRAY['declined'::text, 'cancelled'::text])) THEN 3 ELSE 1 END;

CREATE OR REPLACE FUNCTION public.wording_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what a reason said stays' using errcode = '23514', constraint = 'wording_stays';
end $function$;

CREATE OR REPLACE FUNCTION public.words_of(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select ' ' || regexp_replace(fold_text(given), '[^a-z0-9]+', ' ', 'g')
$function$;

create table absence (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  starts_on date not null,
  ends_on date,
  delegate_id uuid,
  noted_by uuid not null,
  noted_at timestamp with time zone not null default now(),
  constraint absence_pkey PRIMARY KEY (agency_id, id),
  constraint absence_in_order CHECK (((ends_on IS NULL) OR (starts_on <= ends_on))),
  constraint somebody_else_stands_in CHECK ((delegate_id IS DISTINCT FROM person_id)),
  constraint absence_agency_id_delegate_id_fkey FOREIGN KEY (agency_id, delegate_id) REFERENCES person(agency_id, id),
  constraint absence_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
CREATE INDEX absence_of_person ON public.absence USING btree (agency_id, person_id, starts_on);

create table account (
  id uuid not null default uuidv7(),
  email text not null,
  password_hash text,
  language text not null default 'fr'::text,
  theme text not null default 'system'::text,
  disabled_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint account_pkey PRIMARY KEY (id),
  constraint one_account_per_email UNIQUE (email),
  constraint account_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text))),
  constraint account_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint account_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);

create table activity (
  agency_id uuid not null,
  seq bigint not null,
  day date not null,
  kind text not null,
  person_id uuid,
  words text not null default ''::text,
  constraint activity_pkey PRIMARY KEY (agency_id, seq),
  constraint activity_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX activity_by_day ON public.activity USING btree (agency_id, day, kind);
CREATE INDEX activity_of_kind ON public.activity USING btree (agency_id, kind, seq);
CREATE INDEX activity_of_person ON public.activity USING btree (agency_id, person_id, seq) WHERE (person_id IS NOT NULL);
CREATE INDEX activity_words ON public.activity USING gin (words gin_trgm_ops);

create table agency (
  id uuid not null default uuidv7(),
  kind text not null,
  name text not null,
  short_name text not null,
  is_user boolean not null default true,
  created_at timestamp with time zone not null default now(),
  zone text,
  territory_id uuid not null default '01900000-0000-7000-8000-000000000001'::uuid,
  umbrella boolean not null default false,
  cancellation_mail boolean not null default true,
  constraint agency_pkey PRIMARY KEY (id),
  constraint agency_kind_check CHECK ((kind = ANY (ARRAY['placing'::text, 'receiving'::text, 'both'::text]))),
  constraint agency_name_check CHECK ((name <> ''::text)),
  constraint agency_short_name_check CHECK ((short_name <> ''::text)),
  constraint agency_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES territory(id),
  constraint agency_zone_fkey FOREIGN KEY (zone) REFERENCES overlap_zone(code)
);
CREATE INDEX agency_without_user ON public.agency USING btree (lower(name)) WHERE ((kind = 'placing'::text) AND (NOT is_user));
CREATE UNIQUE INDEX one_agency_per_name ON public.agency USING btree (lower(name));
CREATE TRIGGER agencies_are_others AFTER INSERT OR DELETE ON public.agency FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER agency_is_another AFTER UPDATE ON public.agency FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.short_name IS DISTINCT FROM new.short_name))) EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER named_again AFTER INSERT OR UPDATE OF name, short_name ON public.agency FOR EACH ROW EXECUTE FUNCTION named_again('agency');
CREATE TRIGGER names_below_are_found AFTER UPDATE OF name, short_name ON public.agency FOR EACH ROW WHEN (((old.name <> new.name) OR (old.short_name <> new.short_name))) EXECUTE FUNCTION names_below_are_found();

create table agreement (
  school_id uuid not null,
  id uuid not null default uuidv7(),
  receiving_id uuid not null,
  title text not null,
  status text not null default 'released'::text,
  everything boolean not null default true,
  disciplines text[] not null default '{}'::text[],
  starts_on date not null,
  ends_on date,
  changed_at timestamp with time zone not null default now(),
  constraint agreement_pkey PRIMARY KEY (school_id, id),
  constraint agreement_in_order CHECK (((ends_on IS NULL) OR (starts_on <= ends_on))),
  constraint agreement_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'pending'::text, 'released'::text, 'under-review'::text]))),
  constraint agreement_title_check CHECK ((title <> ''::text)),
  constraint agreement_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint agreement_school_id_fkey FOREIGN KEY (school_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX agreement_by_id ON public.agreement USING btree (id);
CREATE INDEX agreement_of_receiving ON public.agreement USING btree (receiving_id, school_id);

create table agreement_programme (
  school_id uuid not null,
  agreement_id uuid not null,
  programme_id uuid not null,
  constraint agreement_programme_pkey PRIMARY KEY (school_id, agreement_id, programme_id),
  constraint agreement_programme_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES agreement(school_id, id) ON DELETE CASCADE,
  constraint agreement_programme_school_id_programme_id_fkey FOREIGN KEY (school_id, programme_id) REFERENCES programme(agency_id, id) ON DELETE CASCADE
);

create table assignment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  student_id uuid not null,
  state text not null default 'held'::text,
  version integer not null default 1,
  assigned_by uuid not null,
  assigned_at timestamp with time zone not null default now(),
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  batch_id uuid,
  constraint assignment_pkey PRIMARY KEY (agency_id, id),
  constraint once_per_request UNIQUE (agency_id, request_id, student_id),
  constraint assignment_state_check CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text]))),
  constraint confirmed_when_confirmed CHECK (((state = 'confirmed'::text) = (confirmed_at IS NOT NULL))),
  constraint assignment_agency_id_batch_id_fkey FOREIGN KEY (agency_id, batch_id) REFERENCES assignment_batch(agency_id, id),
  constraint assignment_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id),
  constraint assignment_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id),
  constraint confirmed_within_size TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint students_on_primary TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX assignment_of_batch ON public.assignment USING btree (agency_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX assignment_of_student ON public.assignment USING btree (agency_id, student_id);
CREATE CONSTRAINT TRIGGER confirmed_within_size AFTER INSERT OR UPDATE ON public.assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'confirmed'::text)) EXECUTE FUNCTION confirmed_within_size();
CREATE TRIGGER sealed_is_not_confirmed BEFORE INSERT OR UPDATE OF state ON public.assignment FOR EACH ROW WHEN ((new.state = 'confirmed'::text)) EXECUTE FUNCTION sealed_is_not_confirmed();
CREATE CONSTRAINT TRIGGER students_on_primary AFTER INSERT OR UPDATE OF request_id ON public.assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION students_on_primary();

create table assignment_batch (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cause text not null,
  cause_id uuid,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  constraint assignment_batch_pkey PRIMARY KEY (agency_id, id),
  constraint assignment_batch_cause_check CHECK ((cause = ANY (ARRAY['hand'::text, 'solution'::text, 'scenario'::text, 'swap'::text, 'choice'::text, 'undo'::text])))
);
CREATE INDEX assignment_batch_of_cause ON public.assignment_batch USING btree (agency_id, cause_id) WHERE (cause_id IS NOT NULL);

create table assignment_batch_row (
  agency_id uuid not null,
  batch_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  from_request_id uuid,
  from_batch_id uuid,
  to_request_id uuid,
  assignment_id uuid,
  taken_back_by uuid,
  taken_back_at timestamp with time zone,
  constraint assignment_batch_row_pkey PRIMARY KEY (agency_id, batch_id, worksheet_id, student_id),
  constraint batch_row_back CHECK (((taken_back_by IS NULL) = (taken_back_at IS NULL))),
  constraint batch_row_moves CHECK ((from_request_id IS DISTINCT FROM to_request_id)),
  constraint batch_row_seat CHECK (((to_request_id IS NULL) = (assignment_id IS NULL))),
  constraint assignment_batch_row_agency_id_batch_id_fkey FOREIGN KEY (agency_id, batch_id) REFERENCES assignment_batch(agency_id, id) ON DELETE CASCADE,
  constraint assignment_batch_row_agency_id_from_batch_id_fkey FOREIGN KEY (agency_id, from_batch_id) REFERENCES assignment_batch(agency_id, id),
  constraint assignment_batch_row_agency_id_from_request_id_fkey FOREIGN KEY (agency_id, from_request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint assignment_batch_row_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE,
  constraint assignment_batch_row_agency_id_to_request_id_fkey FOREIGN KEY (agency_id, to_request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint assignment_batch_row_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX assignment_batch_row_from ON public.assignment_batch_row USING btree (agency_id, from_request_id) WHERE (from_request_id IS NOT NULL);
CREATE INDEX assignment_batch_row_of_sheet ON public.assignment_batch_row USING btree (agency_id, worksheet_id, batch_id);
CREATE INDEX assignment_batch_row_of_student ON public.assignment_batch_row USING btree (agency_id, student_id);
CREATE INDEX assignment_batch_row_to ON public.assignment_batch_row USING btree (agency_id, to_request_id) WHERE (to_request_id IS NOT NULL);

create table attempt (
  key text not null,
  points integer not null,
  expire bigint,
  constraint attempt_pkey PRIMARY KEY (key)
);

create table board (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  side text not null,
  policy text not null,
  language text not null,
  night jsonb,
  views jsonb not null,
  everything boolean not null,
  programmes uuid[] not null default '{}'::uuid[],
  sites uuid[] not null default '{}'::uuid[],
  services uuid[] not null default '{}'::uuid[],
  destinations uuid[] not null default '{}'::uuid[],
  version integer not null default 1,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  changed_by uuid not null,
  changed_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint board_pkey PRIMARY KEY (agency_id, id),
  constraint board_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text, 'both'::text]))),
  constraint board_name_check CHECK (((name <> ''::text) AND (length(name) <= 60))),
  constraint board_night_check CHECK ((jsonb_typeof(night) = 'object'::text)),
  constraint board_policy_check CHECK ((policy = ANY (ARRAY['public'::text, 'staff'::text]))),
  constraint board_side_check CHECK ((side = ANY (ARRAY['placing'::text, 'receiving'::text]))),
  constraint board_views_check CHECK (((jsonb_typeof(views) = 'array'::text) AND ((jsonb_array_length(views) >= 1) AND (jsonb_array_length(views) <= 6)))),
  constraint board_agency_id_changed_by_fkey FOREIGN KEY (agency_id, changed_by) REFERENCES person(agency_id, id),
  constraint board_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint board_agency_id_made_by_fkey FOREIGN KEY (agency_id, made_by) REFERENCES person(agency_id, id)
);

create table call (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  number bigint not null default nextval('call_number'::regclass),
  cohort_course_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  places integer not null,
  hours numeric(6,2),
  comment text not null default ''::text,
  reply_by date not null,
  sent_at timestamp with time zone not null,
  sent_by uuid not null,
  sent_account_id uuid not null,
  closed_at timestamp with time zone,
  constraint call_pkey PRIMARY KEY (agency_id, id),
  constraint one_call_number UNIQUE (number),
  constraint call_hours_check CHECK ((hours > (0)::numeric)),
  constraint call_in_order CHECK ((starts_on <= ends_on)),
  constraint call_places_check CHECK (((places >= 1) AND (places <= 999))),
  constraint call_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint call_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint call_agency_id_sent_by_fkey FOREIGN KEY (agency_id, sent_by) REFERENCES person(agency_id, id),
  constraint call_sent_account_id_fkey FOREIGN KEY (sent_account_id) REFERENCES account(id)
);
CREATE UNIQUE INDEX call_by_id ON public.call USING btree (id);
CREATE INDEX call_of_cohort_course ON public.call USING btree (agency_id, cohort_course_id);
CREATE INDEX call_of_school ON public.call USING btree (agency_id, id DESC);
CREATE INDEX call_open_by_reply ON public.call USING btree (reply_by) WHERE (closed_at IS NULL);
CREATE INDEX call_open_of_school ON public.call USING btree (agency_id, reply_by) WHERE (closed_at IS NULL);

create table call_recipient (
  agency_id uuid not null,
  call_id uuid not null,
  receiving_id uuid not null,
  status text not null default 'sent'::text,
  sent_at timestamp with time zone not null,
  reason_code text,
  reason_note text not null default ''::text,
  declined_at timestamp with time zone,
  declined_by uuid,
  declined_agency_id uuid,
  mailed_at timestamp with time zone,
  told_for date,
  reason_wording_id uuid,
  constraint call_recipient_pkey PRIMARY KEY (agency_id, call_id, receiving_id),
  constraint call_never_accepted CHECK ((status = ANY (ARRAY['sent'::text, 'declined'::text]))),
  constraint declined_when_declined CHECK (((status = 'declined'::text) = (declined_at IS NOT NULL))),
  constraint reason_for_a_declined_call CHECK (((status = 'declined'::text) = (reason_code IS NOT NULL))),
  constraint call_recipient_agency_id_call_id_fkey FOREIGN KEY (agency_id, call_id) REFERENCES call(agency_id, id) ON DELETE CASCADE,
  constraint call_recipient_declined_agency_id_fkey FOREIGN KEY (declined_agency_id) REFERENCES agency(id),
  constraint call_recipient_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code),
  constraint call_recipient_reason_wording_id_fkey FOREIGN KEY (reason_wording_id) REFERENCES reason_wording(id),
  constraint call_recipient_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id)
);
CREATE INDEX call_received ON public.call_recipient USING btree (receiving_id, call_id DESC);

create table capacity_line (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  destination_id uuid not null,
  discipline text,
  band text,
  shift_code text,
  start_time time without time zone,
  end_time time without time zone,
  weekdays smallint[],
  from_day date,
  to_day date,
  students integer not null,
  largest_group integer,
  note text not null default ''::text,
  written_by text not null,
  written_agency uuid not null,
  written_at timestamp with time zone not null,
  ended_by text,
  ended_agency uuid,
  ended_at timestamp with time zone,
  constraint capacity_line_pkey PRIMARY KEY (agency_id, id),
  constraint capacity_line_band_check CHECK ((band = ANY (ARRAY['day'::text, 'evening'::text, 'night'::text]))),
  constraint capacity_line_discipline_check CHECK (((length(discipline) >= 1) AND (length(discipline) <= 60))),
  constraint capacity_line_in_order CHECK ((from_day <= to_day)),
  constraint capacity_line_largest_group_check CHECK (((largest_group >= 1) AND (largest_group <= 999))),
  constraint capacity_line_note_check CHECK ((length(note) <= 300)),
  constraint capacity_line_shift_code_check CHECK (((length(shift_code) >= 1) AND (length(shift_code) <= 10))),
  constraint capacity_line_students_check CHECK (((students >= 0) AND (students <= 999))),
  constraint capacity_line_weekdays_check CHECK ((((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <= 6)) AND (weekdays <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]))),
  constraint ended_by_somebody CHECK ((num_nonnulls(ended_by, ended_agency, ended_at) = ANY (ARRAY[0, 3]))),
  constraint hours_have_an_end CHECK (((start_time IS NULL) = (end_time IS NULL))),
  constraint one_way_to_say_when CHECK ((num_nonnulls(band, shift_code, start_time) <= 1)),
  constraint capacity_line_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint capacity_line_ended_agency_fkey FOREIGN KEY (ended_agency) REFERENCES agency(id),
  constraint capacity_line_written_agency_fkey FOREIGN KEY (written_agency) REFERENCES agency(id)
);
CREATE INDEX capacity_line_in_force ON public.capacity_line USING btree (destination_id) WHERE (ended_at IS NULL);
CREATE INDEX capacity_line_of ON public.capacity_line USING btree (agency_id, destination_id, written_at DESC, id);

create table catalogue_change (
  id bigint not null generated always as identity,
  settled boolean not null default false,
  at timestamp with time zone not null default now(),
  constraint catalogue_change_pkey PRIMARY KEY (id)
);

create table cell_conflict (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  reason text not null,
  shown_text text not null,
  shown_by uuid,
  shown_at timestamp with time zone,
  shelved_text text not null,
  shelved_by uuid,
  shelved_at timestamp with time zone not null default now(),
  shelved_client bigint not null,
  shelved_clock bigint not null,
  settled_by uuid,
  settled_at timestamp with time zone,
  keep text,
  constraint cell_conflict_pkey PRIMARY KEY (agency_id, id),
  constraint shelved_once UNIQUE (agency_id, sheet_id, row_id, "column", shelved_client, shelved_clock),
  constraint cell_conflict_keep_check CHECK ((keep = ANY (ARRAY['shown'::text, 'shelved'::text, 'overtaken'::text]))),
  constraint cell_conflict_reason_check CHECK ((reason = ANY (ARRAY['unaware'::text, 'row-has-request'::text]))),
  constraint settled_whole CHECK (((settled_at IS NULL) = (keep IS NULL))),
  constraint cell_conflict_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX cell_conflict_open ON public.cell_conflict USING btree (agency_id, sheet_id, id DESC) WHERE (settled_at IS NULL);

create table cell_edit (
  agency_id uuid not null,
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  text text,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  update_id bigint not null
) partition by RANGE (at);
CREATE INDEX cell_edit_in_order ON ONLY public.cell_edit USING btree (agency_id, sheet_id, update_id);
CREATE INDEX cell_edit_of_cell ON ONLY public.cell_edit USING btree (agency_id, sheet_id, row_id, "column", at DESC, update_id DESC);

create table cell_edit_default (
  agency_id uuid not null,
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  text text,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  update_id bigint not null
) -- partition of cell_edit DEFAULT;
CREATE INDEX cell_edit_default_agency_id_sheet_id_row_id_column_at_updat_idx ON public.cell_edit_default USING btree (agency_id, sheet_id, row_id, "column", at DESC, update_id DESC);
CREATE INDEX cell_edit_default_agency_id_sheet_id_update_id_idx ON public.cell_edit_default USING btree (agency_id, sheet_id, update_id);

create table choice (
  agency_id uuid not null,
  round_id uuid not null,
  enrolment_id uuid not null,
  draft jsonb not null default '[]'::jsonb,
  submitted jsonb,
  version integer not null default 0,
  saved_at timestamp with time zone,
  submitted_at timestamp with time zone,
  submitted_how text,
  submitted_by uuid,
  preferences_version integer,
  seen_at timestamp with time zone,
  unlocked_until timestamp with time zone,
  unlocked_by uuid,
  unlock_reason text not null default ''::text,
  constraint choice_pkey PRIMARY KEY (agency_id, round_id, enrolment_id),
  constraint choice_submitted_how_check CHECK ((submitted_how = ANY (ARRAY['student'::text, 'person'::text, 'clock'::text]))),
  constraint choice_unlock_reason_check CHECK ((length(unlock_reason) <= 500)),
  constraint submitted_whole CHECK ((num_nonnulls(submitted, submitted_at, submitted_how) = ANY (ARRAY[0, 3]))),
  constraint unlocked_whole CHECK (((unlocked_until IS NULL) = (unlocked_by IS NULL))),
  constraint choice_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE,
  constraint choice_agency_id_round_id_fkey FOREIGN KEY (agency_id, round_id) REFERENCES choice_round(agency_id, id) ON DELETE CASCADE,
  constraint choice_agency_id_submitted_by_fkey FOREIGN KEY (agency_id, submitted_by) REFERENCES person(agency_id, id),
  constraint choice_agency_id_unlocked_by_fkey FOREIGN KEY (agency_id, unlocked_by) REFERENCES person(agency_id, id)
);
CREATE INDEX choice_of_enrolment ON public.choice USING btree (agency_id, enrolment_id);
CREATE INDEX choice_to_lock ON public.choice USING btree (unlocked_until) WHERE (unlocked_until IS NOT NULL);

create table choice_place (
  agency_id uuid not null,
  round_id uuid not null,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  receiving_id uuid not null,
  site_id uuid not null,
  service_id uuid,
  destination_id uuid,
  added boolean not null default false,
  withheld boolean not null default false,
  seats smallint,
  at timestamp with time zone not null default clock_timestamp(),
  by_person_id uuid not null,
  constraint choice_place_pkey PRIMARY KEY (agency_id, round_id, place_id),
  constraint choice_place_seats_check CHECK (((seats >= 1) AND (seats <= 500))),
  constraint choice_place_agency_id_by_person_id_fkey FOREIGN KEY (agency_id, by_person_id) REFERENCES person(agency_id, id),
  constraint choice_place_agency_id_round_id_fkey FOREIGN KEY (agency_id, round_id) REFERENCES choice_round(agency_id, id) ON DELETE CASCADE,
  constraint choice_place_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destination(id) ON DELETE CASCADE,
  constraint choice_place_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint choice_place_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id) ON DELETE CASCADE,
  constraint choice_place_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id) ON DELETE CASCADE
);

create table choice_round (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  "least" smallint not null,
  most smallint not null,
  from_sheets boolean not null default true,
  shows_demand boolean not null default false,
  shows_classmates boolean not null default false,
  note text not null default ''::text,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  version integer not null default 1,
  set_by uuid not null,
  set_at timestamp with time zone not null default clock_timestamp(),
  constraint choice_round_pkey PRIMARY KEY (agency_id, id),
  constraint one_round_per_course UNIQUE (agency_id, cohort_course_id),
  constraint choice_round_least_check CHECK ((("least" >= 1) AND ("least" <= 20))),
  constraint choice_round_most_check CHECK (((most >= 1) AND (most <= 20))),
  constraint choice_round_note_check CHECK ((length(note) <= 1000)),
  constraint ranks_in_order CHECK (("least" <= most)),
  constraint round_in_order CHECK ((opens_at < closes_at)),
  constraint choice_round_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id) ON DELETE CASCADE,
  constraint choice_round_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint choice_round_agency_id_set_by_fkey FOREIGN KEY (agency_id, set_by) REFERENCES person(agency_id, id)
);
CREATE INDEX choice_round_to_close ON public.choice_round USING btree (closes_at) WHERE (closed_at IS NULL);
CREATE INDEX choice_round_to_open ON public.choice_round USING btree (opens_at) WHERE (opened_at IS NULL);

create table choice_trail (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  round_id uuid not null,
  enrolment_id uuid not null,
  at timestamp with time zone not null default clock_timestamp(),
  what text not null,
  by_person_id uuid,
  note text not null default ''::text,
  before text[],
  after text[],
  constraint choice_trail_pkey PRIMARY KEY (agency_id, id),
  constraint choice_trail_note_check CHECK ((length(note) <= 500)),
  constraint choice_trail_what_check CHECK ((what = ANY (ARRAY['submitted'::text, 'person'::text, 'clock'::text, 'unlocked'::text, 'locked'::text, 'early'::text, 'late'::text]))),
  constraint choice_trail_agency_id_by_person_id_fkey FOREIGN KEY (agency_id, by_person_id) REFERENCES person(agency_id, id),
  constraint choice_trail_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE,
  constraint choice_trail_agency_id_round_id_fkey FOREIGN KEY (agency_id, round_id) REFERENCES choice_round(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX choice_trail_of_enrolment ON public.choice_trail USING btree (agency_id, round_id, enrolment_id, at);

create table closed_day (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  constraint closed_day_pkey PRIMARY KEY (agency_id, id),
  constraint closed_day_name_check CHECK (((name <> ''::text) AND (length(name) <= 80))),
  constraint closed_in_order CHECK (((starts_on <= ends_on) AND (ends_on < (starts_on + 62)))),
  constraint closed_day_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX closed_day_in_order ON public.closed_day USING btree (agency_id, starts_on);

create table closure (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text not null,
  made_at timestamp with time zone not null default now(),
  constraint closure_pkey PRIMARY KEY (agency_id, id),
  constraint closure_in_order CHECK ((starts_on <= ends_on)),
  constraint closure_reason_check CHECK ((reason <> ''::text)),
  constraint one_place_per_closure CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint closure_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint closure_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint closure_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint closure_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX closure_by_end ON public.closure USING btree (ends_on);
CREATE INDEX closure_of_destination ON public.closure USING btree (agency_id, destination_id) WHERE (destination_id IS NOT NULL);
CREATE INDEX closure_of_service ON public.closure USING btree (agency_id, service_id) WHERE (service_id IS NOT NULL);
CREATE INDEX closure_of_site ON public.closure USING btree (agency_id, site_id) WHERE (site_id IS NOT NULL);

create table cohort (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  name text not null,
  short_name text not null,
  years integer not null default 3,
  structured boolean not null default true,
  active boolean not null default true,
  copied_from uuid,
  standing boolean not null default false,
  constraint cohort_pkey PRIMARY KEY (agency_id, id),
  constraint cohort_name_check CHECK ((name <> ''::text)),
  constraint cohort_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 10))),
  constraint cohort_years_check CHECK (((years >= 1) AND (years <= 10))),
  constraint cohort_agency_id_copied_from_fkey FOREIGN KEY (agency_id, copied_from) REFERENCES cohort(agency_id, id) ON DELETE SET NULL (copied_from),
  constraint cohort_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id)
);
CREATE INDEX cohort_copied ON public.cohort USING btree (agency_id, copied_from) WHERE (copied_from IS NOT NULL);
CREATE UNIQUE INDEX one_cohort_per_short_name ON public.cohort USING btree (agency_id, programme_id, lower(short_name));
CREATE UNIQUE INDEX one_standing_cohort ON public.cohort USING btree (agency_id, programme_id) WHERE standing;
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name, short_name ON public.cohort FOR EACH ROW EXECUTE FUNCTION named_again('cohort');

create table cohort_course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_id uuid not null,
  course_id uuid not null,
  term_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]'::jsonb,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  default_comment text not null default ''::text,
  copied_from uuid,
  reviewed_at timestamp with time zone,
  preference_use text not null default 'informative'::text,
  release_at timestamp with time zone,
  constraint cohort_course_pkey PRIMARY KEY (agency_id, id),
  constraint both_times_or_none CHECK (((start_time IS NULL) = (end_time IS NULL))),
  constraint cohort_course_preference_use_check CHECK ((preference_use = ANY (ARRAY['informative'::text, 'generative'::text]))),
  constraint course_in_order CHECK ((starts_on <= ends_on)),
  constraint cohort_course_agency_id_cohort_id_fkey FOREIGN KEY (agency_id, cohort_id) REFERENCES cohort(agency_id, id),
  constraint cohort_course_agency_id_copied_from_fkey FOREIGN KEY (agency_id, copied_from) REFERENCES cohort_course(agency_id, id) ON DELETE SET NULL (copied_from),
  constraint cohort_course_agency_id_course_id_fkey FOREIGN KEY (agency_id, course_id) REFERENCES course(agency_id, id),
  constraint cohort_course_agency_id_term_id_fkey FOREIGN KEY (agency_id, term_id) REFERENCES term(agency_id, id),
  constraint course_inside_term TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX cohort_course_by_id ON public.cohort_course USING btree (id);
CREATE INDEX cohort_course_copied ON public.cohort_course USING btree (agency_id, copied_from) WHERE (copied_from IS NOT NULL);
CREATE INDEX cohort_course_of_course ON public.cohort_course USING btree (agency_id, course_id, starts_on);
CREATE INDEX cohort_course_of_term ON public.cohort_course USING btree (agency_id, term_id);
CREATE UNIQUE INDEX one_course_per_cohort_and_term ON public.cohort_course USING btree (agency_id, cohort_id, course_id, term_id);
CREATE CONSTRAINT TRIGGER course_inside_term AFTER INSERT OR UPDATE OF starts_on, ends_on, term_id ON public.cohort_course DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION term_brackets_courses();
CREATE TRIGGER course_is_planned_anew AFTER UPDATE ON public.cohort_course FOR EACH ROW WHEN ((((((((old.starts_on IS DISTINCT FROM new.starts_on) OR (old.ends_on IS DISTINCT FROM new.ends_on)) OR (old.blocks IS DISTINCT FROM new.blocks)) OR (old.weekdays IS DISTINCT FROM new.weekdays)) OR (old.start_time IS DISTINCT FROM new.start_time)) OR (old.end_time IS DISTINCT FROM new.end_time)) OR (old.shift_code IS DISTINCT FROM new.shift_code))) EXECUTE FUNCTION course_is_planned_anew();
CREATE TRIGGER term_faceted_again AFTER UPDATE OF term_id ON public.cohort_course FOR EACH ROW WHEN ((old.term_id <> new.term_id)) EXECUTE FUNCTION term_faceted_again();

create table condition_code (
  code text not null,
  label_fr text not null,
  label_en text not null,
  needs_text boolean not null default false,
  "position" smallint not null,
  listed boolean not null default true,
  constraint condition_code_pkey PRIMARY KEY (code)
);

create table confirmed_shift (
  agency_id uuid not null,
  assignment_id uuid not null,
  student_id uuid not null,
  during tsrange not null,
  constraint one_place_at_a_time EXCLUDE USING gist (agency_id WITH =, student_id WITH =, during WITH &&),
  constraint confirmed_shift_agency_id_assignment_id_fkey FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX confirmed_shift_of_assignment ON public.confirmed_shift USING btree (agency_id, assignment_id);

create table conflict_decision (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  conflict_key text not null,
  rule text not null,
  request_ids uuid[] not null default '{}'::uuid[],
  student_ids uuid[] not null default '{}'::uuid[],
  note text not null default ''::text,
  decided_by uuid not null,
  decided_at timestamp with time zone not null,
  undone_by uuid,
  undone_at timestamp with time zone,
  constraint conflict_decision_pkey PRIMARY KEY (agency_id, id),
  constraint conflict_decision_conflict_key_check CHECK (((length(conflict_key) >= 1) AND (length(conflict_key) <= 1000))),
  constraint conflict_decision_note_check CHECK ((length(note) <= 1000)),
  constraint conflict_decision_rule_check CHECK ((rule ~ '^R[0-9]+$'::text)),
  constraint undone_by_somebody CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
  constraint conflict_decision_agency_id_decided_by_fkey FOREIGN KEY (agency_id, decided_by) REFERENCES person(agency_id, id),
  constraint conflict_decision_agency_id_undone_by_fkey FOREIGN KEY (agency_id, undone_by) REFERENCES person(agency_id, id),
  constraint conflict_decision_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id)
);
CREATE INDEX decision_of_sheet ON public.conflict_decision USING btree (agency_id, worksheet_id, decided_at);
CREATE UNIQUE INDEX one_decision_per_conflict ON public.conflict_decision USING btree (agency_id, worksheet_id, conflict_key) WHERE (undone_at IS NULL);

create table course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  number text not null,
  name text not null,
  hours numeric(6,2),
  sheet_kind text not null default 'group'::text,
  default_comment text not null default ''::text,
  retired_on date,
  placement_type text,
  constraint course_pkey PRIMARY KEY (agency_id, id),
  constraint course_hours_check CHECK ((hours > (0)::numeric)),
  constraint course_name_check CHECK ((name <> ''::text)),
  constraint course_number_check CHECK ((number <> ''::text)),
  constraint course_sheet_kind_check CHECK ((sheet_kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint course_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id),
  constraint course_placement_type_fkey FOREIGN KEY (placement_type) REFERENCES placement_type(code)
);
CREATE UNIQUE INDEX one_course_per_number ON public.course USING btree (agency_id, programme_id, lower(number));
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF number, name ON public.course FOR EACH ROW EXECUTE FUNCTION named_again('course');

create table course_leader (
  agency_id uuid not null,
  cohort_course_id uuid not null,
  person_id uuid not null,
  constraint course_leader_pkey PRIMARY KEY (agency_id, cohort_course_id, person_id),
  constraint course_leader_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id) ON DELETE CASCADE,
  constraint course_leader_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);

create table delivery_setting (
  agency_id uuid not null,
  due_days smallint not null default 14,
  link_days smallint not null default 60,
  per text not null default 'request'::text,
  calendar boolean not null default false,
  language text not null default 'fr'::text,
  constraint delivery_setting_pkey PRIMARY KEY (agency_id),
  constraint delivery_setting_due_days_check CHECK (((due_days >= 1) AND (due_days <= 180))),
  constraint delivery_setting_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint delivery_setting_link_days_check CHECK (((link_days >= 1) AND (link_days <= 365))),
  constraint delivery_setting_per_check CHECK ((per = ANY (ARRAY['request'::text, 'destination'::text]))),
  constraint delivery_setting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);

create table department (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  constraint department_pkey PRIMARY KEY (agency_id, id),
  constraint department_name_check CHECK ((name <> ''::text)),
  constraint department_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_department_per_name ON public.department USING btree (agency_id, lower(name));

create table destination (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  service_id uuid not null,
  name text not null,
  short_name text not null default ''::text,
  contact_id uuid,
  is_user boolean not null default true,
  capacity integer,
  largest_group integer,
  retired_on date,
  profile_at timestamp with time zone not null default now(),
  profile_by uuid,
  disciplines text[] not null default '{}'::text[],
  successor_id uuid,
  found_by text not null default ''::text,
  constraint destination_pkey PRIMARY KEY (agency_id, id),
  constraint destination_agency_id_service_id_id_key UNIQUE (agency_id, service_id, id),
  constraint destination_capacity_check CHECK ((capacity > 0)),
  constraint destination_largest_group_check CHECK ((largest_group > 0)),
  constraint destination_name_check CHECK ((name <> ''::text)),
  constraint successor_is_another CHECK ((successor_id <> id)),
  constraint destination_agency_id_contact_id_fkey FOREIGN KEY (agency_id, contact_id) REFERENCES person(agency_id, id),
  constraint destination_agency_id_site_id_service_id_fkey FOREIGN KEY (agency_id, site_id, service_id) REFERENCES service(agency_id, site_id, id),
  constraint destination_agency_id_successor_id_fkey FOREIGN KEY (agency_id, successor_id) REFERENCES destination(agency_id, id),
  constraint destination_is_held TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX destination_by_id ON public.destination USING btree (id);
CREATE INDEX destination_found ON public.destination USING gin (found_by gin_trgm_ops);
CREATE INDEX destination_in_order ON public.destination USING btree (found_by COLLATE "C", id);
CREATE UNIQUE INDEX one_open_destination_per_name ON public.destination USING btree (agency_id, service_id, lower(name)) WHERE (retired_on IS NULL);
CREATE TRIGGER destination_contact_makes_user BEFORE UPDATE OF contact_id ON public.destination FOR EACH ROW WHEN ((new.contact_id IS DISTINCT FROM old.contact_id)) EXECUTE FUNCTION contact_makes_user();
CREATE TRIGGER destination_is_another AFTER UPDATE ON public.destination FOR EACH ROW WHEN (((((old.name IS DISTINCT FROM new.name) OR (old.short_name IS DISTINCT FROM new.short_name)) OR (old.service_id IS DISTINCT FROM new.service_id)) OR (old.retired_on IS DISTINCT FROM new.retired_on))) EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER destination_is_found_by BEFORE INSERT OR UPDATE OF name, short_name, site_id, service_id, disciplines, found_by ON public.destination FOR EACH ROW EXECUTE FUNCTION destination_is_found_by();
CREATE CONSTRAINT TRIGGER destination_is_held AFTER INSERT OR UPDATE OF retired_on, service_id ON public.destination DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing_open_under_retired();
CREATE TRIGGER destinations_are_others AFTER INSERT OR DELETE ON public.destination FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name, short_name, disciplines ON public.destination FOR EACH ROW EXECUTE FUNCTION named_again('destination');

create table display (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  board_id uuid,
  name text not null,
  token_hash text not null,
  next_hash text,
  rotated_at timestamp with time zone not null default now(),
  paired_by uuid not null,
  paired_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  seen_at timestamp with time zone,
  open boolean not null default false,
  view_id uuid,
  width integer,
  height integer,
  constraint display_pkey PRIMARY KEY (agency_id, id),
  constraint display_next_hash_key UNIQUE (next_hash),
  constraint display_token_hash_key UNIQUE (token_hash),
  constraint display_name_check CHECK (((name <> ''::text) AND (length(name) <= 60))),
  constraint display_agency_id_board_id_fkey FOREIGN KEY (agency_id, board_id) REFERENCES board(agency_id, id),
  constraint display_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint display_agency_id_paired_by_fkey FOREIGN KEY (agency_id, paired_by) REFERENCES person(agency_id, id)
);
CREATE INDEX display_of_board ON public.display USING btree (agency_id, board_id);

create table display_pairing (
  token_hash text not null,
  code text not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint display_pairing_pkey PRIMARY KEY (token_hash),
  constraint display_pairing_code_key UNIQUE (code)
);
CREATE INDEX display_pairing_over ON public.display_pairing USING btree (expires_at);

create table document (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  media_type text not null,
  size integer not null,
  content bytea not null,
  added_by uuid not null,
  added_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint document_pkey PRIMARY KEY (agency_id, id),
  constraint document_is_whole CHECK ((size = octet_length(content))),
  constraint document_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint document_size CHECK (((size >= 1) AND (size <= 10485760))),
  constraint document_agency_id_added_by_fkey FOREIGN KEY (agency_id, added_by) REFERENCES person(agency_id, id),
  constraint document_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX document_by_name ON public.document USING btree (agency_id, lower(name), id) WHERE (removed_at IS NULL);

create table enrolment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  student_id uuid not null,
  state text not null default 'enrolled'::text,
  copied_to text,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  preferences_version integer not null default 0,
  preferences_by uuid,
  preferences_at timestamp with time zone,
  constraint enrolment_pkey PRIMARY KEY (agency_id, id),
  constraint one_enrolment_per_student UNIQUE (agency_id, cohort_course_id, student_id),
  constraint enrolment_copied_to_check CHECK ((copied_to = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint enrolment_state_check CHECK ((state = ANY (ARRAY['enrolled'::text, 'waived'::text, 'withdrawn'::text]))),
  constraint enrolment_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint enrolment_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id)
);
CREATE INDEX enrolment_of_student ON public.enrolment USING btree (agency_id, student_id);

create table event (
  seq bigint not null generated always as identity,
  at timestamp with time zone not null default clock_timestamp(),
  kind text not null,
  agency_ids uuid[] not null,
  about uuid not null,
  within uuid[] not null default '{}'::uuid[],
  actor_agency_id uuid,
  actor_account_id uuid,
  actor_person_id uuid,
  actor_name text not null default ''::text,
  request_id text not null default ''::text,
  facts jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (seq)
);
CREATE INDEX event_about ON public.event USING btree (about, seq);
CREATE INDEX event_of_agency ON public.event USING gin (agency_ids);
CREATE INDEX event_within ON public.event USING gin (within);
CREATE TRIGGER event_is_activity AFTER INSERT ON public.event REFERENCING NEW TABLE AS happened FOR EACH STATEMENT EXECUTE FUNCTION event_is_activity();
CREATE TRIGGER event_is_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();

create table event_reader (
  name text not null,
  seq bigint not null default 0,
  constraint event_reader_pkey PRIMARY KEY (name)
);

create table group_intent (
  agency_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  receiving_id uuid not null,
  service_id uuid not null,
  destination_id uuid not null,
  size integer not null,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]'::jsonb,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  constraint group_intent_pkey PRIMARY KEY (agency_id, worksheet_id, row_id),
  constraint group_intent_size_check CHECK (((size >= 0) AND (size <= 999))),
  constraint intent_in_order CHECK ((starts_on <= ends_on)),
  constraint group_intent_agency_id_worksheet_id_row_id_fkey FOREIGN KEY (agency_id, worksheet_id, row_id) REFERENCES worksheet_row(agency_id, worksheet_id, row_id) ON DELETE CASCADE
);
CREATE INDEX group_intent_at ON public.group_intent USING btree (destination_id, ends_on);
CREATE TRIGGER intent_changes_supply AFTER INSERT OR DELETE ON public.group_intent FOR EACH ROW EXECUTE FUNCTION intent_changes_supply();
CREATE TRIGGER intent_changes_supply_anew AFTER UPDATE ON public.group_intent FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION intent_changes_supply();

create table guest_access (
  agency_id uuid not null,
  school_id uuid not null,
  request_id uuid not null,
  student_id uuid not null,
  network_id text not null default ''::text,
  needs_email boolean not null default false,
  employee text not null default 'no'::text,
  class_training boolean not null default false,
  roles text not null default ''::text,
  constraint guest_access_pkey PRIMARY KEY (school_id, request_id, student_id),
  constraint guest_access_employee_check CHECK ((employee = ANY (ARRAY['no'::text, 'now'::text, 'before'::text]))),
  constraint guest_access_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint guest_access_school_id_request_id_student_id_fkey FOREIGN KEY (school_id, request_id, student_id) REFERENCES assignment(agency_id, request_id, student_id) ON DELETE CASCADE
);

create table guest_entry (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  link_id uuid not null,
  school_id uuid not null,
  site_id uuid not null,
  service_id uuid not null,
  destination_id uuid,
  draft jsonb not null default '{}'::jsonb,
  revision integer not null default 0,
  begun_by uuid,
  created_at timestamp with time zone not null default now(),
  saved_at timestamp with time zone,
  sent_at timestamp with time zone,
  request_id uuid,
  closed_at timestamp with time zone,
  constraint guest_entry_pkey PRIMARY KEY (agency_id, id),
  constraint sent_as_a_request CHECK (((sent_at IS NULL) = (request_id IS NULL))),
  constraint sent_or_closed CHECK ((num_nonnulls(sent_at, closed_at) < 2)),
  constraint guest_entry_agency_id_begun_by_fkey FOREIGN KEY (agency_id, begun_by) REFERENCES person(agency_id, id),
  constraint guest_entry_agency_id_link_id_fkey FOREIGN KEY (agency_id, link_id) REFERENCES guest_link(agency_id, id),
  constraint guest_entry_agency_id_service_id_destination_id_fkey FOREIGN KEY (agency_id, service_id, destination_id) REFERENCES destination(agency_id, service_id, id),
  constraint guest_entry_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id),
  constraint guest_entry_agency_id_site_id_service_id_fkey FOREIGN KEY (agency_id, site_id, service_id) REFERENCES service(agency_id, site_id, id),
  constraint guest_entry_school_id_request_id_fkey FOREIGN KEY (school_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX guest_entry_of_link ON public.guest_entry USING btree (agency_id, link_id, id);
CREATE INDEX guest_entry_open ON public.guest_entry USING btree (agency_id, id) WHERE ((sent_at IS NULL) AND (closed_at IS NULL));

create table guest_entry_document (
  agency_id uuid not null,
  entry_id uuid not null,
  school_id uuid not null,
  document_id uuid not null,
  constraint guest_entry_document_pkey PRIMARY KEY (agency_id, entry_id, document_id),
  constraint guest_entry_document_agency_id_entry_id_fkey FOREIGN KEY (agency_id, entry_id) REFERENCES guest_entry(agency_id, id) ON DELETE CASCADE,
  constraint guest_entry_document_school_id_document_id_fkey FOREIGN KEY (school_id, document_id) REFERENCES document(agency_id, id)
);

create table guest_link (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  school_id uuid not null,
  person_id uuid not null,
  email text not null,
  language text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint guest_link_pkey PRIMARY KEY (agency_id, id),
  constraint guest_link_email_check CHECK ((email = lower(email))),
  constraint guest_link_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint guest_link_agency_id_created_by_fkey FOREIGN KEY (agency_id, created_by) REFERENCES person(agency_id, id),
  constraint guest_link_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint guest_link_school_id_fkey FOREIGN KEY (school_id) REFERENCES agency(id),
  constraint guest_link_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES person(agency_id, id)
);
CREATE INDEX guest_link_of_school ON public.guest_link USING btree (school_id, person_id);
CREATE UNIQUE INDEX one_guest_link_per_contact ON public.guest_link USING btree (agency_id, school_id, person_id) WHERE (revoked_at IS NULL);

create table guest_setting (
  agency_id uuid not null,
  asks_access boolean not null default false,
  link_days smallint not null default 120,
  constraint guest_setting_pkey PRIMARY KEY (agency_id),
  constraint guest_setting_link_days_check CHECK (((link_days >= 7) AND (link_days <= 365))),
  constraint guest_setting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);

create table guest_token (
  token_hash text not null,
  agency_id uuid not null,
  link_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint guest_token_pkey PRIMARY KEY (token_hash),
  constraint guest_token_agency_id_link_id_fkey FOREIGN KEY (agency_id, link_id) REFERENCES guest_link(agency_id, id)
);
CREATE INDEX guest_token_of_link ON public.guest_token USING btree (agency_id, link_id);

create table import_mapping (
  agency_id uuid not null,
  header_hash text not null,
  mapping jsonb not null,
  constraint import_mapping_pkey PRIMARY KEY (agency_id, header_hash),
  constraint import_mapping_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);

create table intent_stale (
  id bigint not null generated always as identity,
  agency_id uuid not null,
  worksheet_id uuid,
  row_id text,
  request_id uuid,
  destination_ids uuid[],
  from_day date,
  to_day date,
  constraint intent_stale_pkey PRIMARY KEY (id)
);

create table letter (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  language text not null,
  recipients text[] not null,
  cc text[] not null default '{}'::text[],
  copy_to_self boolean not null,
  subject text not null,
  body text not null,
  link_id uuid,
  mail_id uuid,
  written_by uuid not null,
  written_at timestamp with time zone not null default now(),
  constraint letter_pkey PRIMARY KEY (agency_id, id),
  constraint letter_body_check CHECK ((body <> ''::text)),
  constraint letter_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint letter_recipients_check CHECK (((cardinality(recipients) >= 1) AND (cardinality(recipients) <= 20))),
  constraint letter_subject_check CHECK ((subject <> ''::text)),
  constraint letter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint letter_agency_id_link_id_fkey FOREIGN KEY (agency_id, link_id) REFERENCES reply_link(agency_id, id),
  constraint letter_agency_id_written_by_fkey FOREIGN KEY (agency_id, written_by) REFERENCES person(agency_id, id),
  constraint letter_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mail(id) ON DELETE SET NULL
);

create table letter_printout (
  agency_id uuid not null,
  letter_id uuid not null,
  printout_id uuid not null,
  constraint letter_printout_pkey PRIMARY KEY (agency_id, letter_id, printout_id),
  constraint letter_printout_agency_id_letter_id_fkey FOREIGN KEY (agency_id, letter_id) REFERENCES letter(agency_id, id) ON DELETE CASCADE,
  constraint letter_printout_agency_id_printout_id_fkey FOREIGN KEY (agency_id, printout_id) REFERENCES printout(agency_id, id)
);
CREATE INDEX letter_of_printout ON public.letter_printout USING btree (agency_id, printout_id);

create table letter_template (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  subject_fr text not null,
  body_fr text not null,
  subject_en text not null,
  body_en text not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint letter_template_pkey PRIMARY KEY (agency_id, id),
  constraint letter_template_name_check CHECK ((name <> ''::text)),
  constraint letter_template_agency_id_changed_by_fkey FOREIGN KEY (agency_id, changed_by) REFERENCES person(agency_id, id),
  constraint letter_template_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_letter_template_per_name ON public.letter_template USING btree (agency_id, lower(name)) WHERE (removed_at IS NULL);

create table mail (
  id uuid not null default uuidv7(),
  cause text not null,
  kind text not null,
  account_id uuid,
  recipient text not null,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  error text not null default ''::text,
  tries integer not null default 0,
  given_up_at timestamp with time zone,
  cc text[] not null default '{}'::text[],
  bcc text[] not null default '{}'::text[],
  reply_to text not null default ''::text,
  sender_name text not null default ''::text,
  more_recipients text[] not null default '{}'::text[],
  unsubscribe_url text not null default ''::text,
  constraint mail_pkey PRIMARY KEY (id),
  constraint once_per_cause UNIQUE (cause, recipient),
  constraint mail_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX mail_of_account ON public.mail USING btree (account_id);
CREATE INDEX mail_to_send ON public.mail USING btree (id) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

create table mail_attachment (
  mail_id uuid not null,
  "position" smallint not null,
  agency_id uuid not null,
  printout_id uuid,
  document_id uuid,
  constraint mail_attachment_pkey PRIMARY KEY (mail_id, "position"),
  constraint one_file_per_attachment CHECK ((num_nonnulls(printout_id, document_id) = 1)),
  constraint mail_attachment_agency_id_document_id_fkey FOREIGN KEY (agency_id, document_id) REFERENCES document(agency_id, id),
  constraint mail_attachment_agency_id_printout_id_fkey FOREIGN KEY (agency_id, printout_id) REFERENCES printout(agency_id, id),
  constraint mail_attachment_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mail(id) ON DELETE CASCADE
);

create table mail_bounce (
  email text not null,
  at timestamp with time zone not null,
  reply text not null,
  mail_id uuid,
  constraint mail_bounce_pkey PRIMARY KEY (email),
  constraint mail_bounce_email_check CHECK ((email = lower(email))),
  constraint mail_bounce_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mail(id) ON DELETE SET NULL
);

create table match_reason (
  agency_id uuid not null,
  solution_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  rule_version text not null,
  facts jsonb not null,
  constraint match_reason_pkey PRIMARY KEY (agency_id, solution_id, worksheet_id, student_id),
  constraint match_reason_agency_id_solution_id_fkey FOREIGN KEY (agency_id, solution_id) REFERENCES matching_solution(agency_id, id) ON DELETE CASCADE,
  constraint match_reason_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE,
  constraint match_reason_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX match_reason_of_sheet ON public.match_reason USING btree (agency_id, worksheet_id);
CREATE INDEX match_reason_of_student ON public.match_reason USING btree (agency_id, student_id, worksheet_id);

create table match_reason_place (
  agency_id uuid not null,
  solution_id uuid not null,
  request_id uuid not null,
  path text not null,
  starts_on date not null,
  ends_on date not null,
  constraint match_reason_place_pkey PRIMARY KEY (agency_id, solution_id, request_id),
  constraint match_reason_place_agency_id_solution_id_fkey FOREIGN KEY (agency_id, solution_id) REFERENCES matching_solution(agency_id, id) ON DELETE CASCADE
);

create table matching_exception (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  kind text not null,
  student_id uuid,
  request_id uuid,
  note text not null default ''::text,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  constraint matching_exception_pkey PRIMARY KEY (agency_id, id),
  constraint exception_names_its_subject CHECK ((((student_id IS NOT NULL) = (kind = ANY (ARRAY['student'::text, 'lock'::text]))) AND ((request_id IS NOT NULL) = (kind = ANY (ARRAY['place'::text, 'lock'::text]))))),
  constraint matching_exception_kind_check CHECK ((kind = ANY (ARRAY['student'::text, 'place'::text, 'lock'::text]))),
  constraint matching_exception_note_check CHECK ((length(note) <= 500)),
  constraint matching_exception_agency_id_made_by_fkey FOREIGN KEY (agency_id, made_by) REFERENCES person(agency_id, id),
  constraint matching_exception_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint matching_exception_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE,
  constraint matching_exception_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX matching_exception_of_request ON public.matching_exception USING btree (agency_id, request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX matching_exception_of_student ON public.matching_exception USING btree (agency_id, student_id) WHERE (student_id IS NOT NULL);
CREATE UNIQUE INDEX one_exception_per_place ON public.matching_exception USING btree (agency_id, worksheet_id, request_id) WHERE (kind = 'place'::text);
CREATE UNIQUE INDEX one_exception_per_student ON public.matching_exception USING btree (agency_id, worksheet_id, student_id) WHERE (student_id IS NOT NULL);

create table matching_run (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  worksheet_ids uuid[] not null,
  started_by uuid not null,
  started_at timestamp with time zone not null default now(),
  seq bigint not null,
  rule_version text not null,
  weights jsonb not null,
  ways text[] not null,
  seed text not null,
  statuses text[] not null,
  keeps text not null,
  basis jsonb not null,
  students integer not null,
  places integer not null,
  state text not null default 'running'::text,
  progress smallint not null default 0,
  stage text not null default ''::text,
  beat_at timestamp with time zone not null default now(),
  cancel_asked boolean not null default false,
  ended_by uuid,
  ended_at timestamp with time zone,
  constraint matching_run_pkey PRIMARY KEY (agency_id, id),
  constraint ended_when_ended CHECK (((state = 'running'::text) = (ended_at IS NULL))),
  constraint matching_run_keeps_check CHECK ((keeps = ANY (ARRAY['seats'::text, 'locks'::text]))),
  constraint matching_run_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint matching_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'cut-off'::text, 'failed'::text]))),
  constraint matching_run_agency_id_ended_by_fkey FOREIGN KEY (agency_id, ended_by) REFERENCES person(agency_id, id),
  constraint matching_run_agency_id_started_by_fkey FOREIGN KEY (agency_id, started_by) REFERENCES person(agency_id, id),
  constraint matching_run_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX matching_run_alive ON public.matching_run USING btree (beat_at) WHERE (state = 'running'::text);
CREATE INDEX matching_run_of_sheet ON public.matching_run USING btree (agency_id, worksheet_id, started_at DESC);
CREATE UNIQUE INDEX one_matching_at_a_time ON public.matching_run USING btree (agency_id, worksheet_id) WHERE (state = 'running'::text);

create table matching_seat (
  agency_id uuid not null,
  solution_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  request_id uuid,
  placed boolean not null,
  rank smallint,
  why text,
  constraint matching_seat_pkey PRIMARY KEY (agency_id, solution_id, worksheet_id, student_id),
  constraint matching_seat_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE SET NULL (request_id),
  constraint matching_seat_agency_id_solution_id_fkey FOREIGN KEY (agency_id, solution_id) REFERENCES matching_solution(agency_id, id) ON DELETE CASCADE,
  constraint matching_seat_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE,
  constraint matching_seat_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX matching_seat_of_request ON public.matching_seat USING btree (agency_id, request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX matching_seat_of_sheet ON public.matching_seat USING btree (agency_id, worksheet_id);
CREATE INDEX matching_seat_of_student ON public.matching_seat USING btree (agency_id, student_id);

create table matching_solution (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  run_id uuid not null,
  number smallint not null,
  way text not null,
  state text not null,
  objective double precision not null,
  bound double precision,
  gap double precision,
  score jsonb not null,
  parts jsonb not null,
  unplaced_cost double precision not null,
  drawn uuid[],
  seconds real not null,
  constraint matching_solution_pkey PRIMARY KEY (agency_id, id),
  constraint one_solution_per_number UNIQUE (agency_id, run_id, number),
  constraint matching_solution_state_check CHECK ((state = ANY (ARRAY['optimal'::text, 'bounded'::text, 'stopped'::text, 'drawn'::text]))),
  constraint matching_solution_agency_id_run_id_fkey FOREIGN KEY (agency_id, run_id) REFERENCES matching_run(agency_id, id) ON DELETE CASCADE
);

create table migration (
  name text not null,
  sha256 text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table node (
  id uuid not null,
  address text not null,
  key text not null,
  started_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  constraint node_pkey PRIMARY KEY (id)
);

create table notice (
  id uuid not null default uuidv7(),
  recipient text not null,
  account_id uuid,
  email text,
  name text not null default ''::text,
  agency_id uuid not null,
  role_id uuid,
  side text,
  kind text not null,
  cause text not null,
  seq bigint not null,
  event_kind text not null,
  at timestamp with time zone not null,
  request_agency_id uuid,
  request_id uuid,
  actor_account_id uuid,
  facts jsonb not null default '{}'::jsonb,
  due_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  outcome text,
  in_page boolean not null default true,
  read_at timestamp with time zone,
  mail text,
  push_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id),
  constraint told_once UNIQUE (recipient, cause),
  constraint notice_mail_check CHECK ((mail = ANY (ARRAY['at-once'::text, 'none'::text]))),
  constraint notice_outcome_check CHECK ((outcome = ANY (ARRAY['mailed'::text, 'seen'::text, 'gone'::text, 'muted'::text, 'closed'::text, 'page'::text, 'refused'::text]))),
  constraint notice_side_check CHECK ((side = ANY (ARRAY['placing'::text, 'receiving'::text, 'unit'::text]))),
  constraint of_request_or_page CHECK ((((request_id IS NULL) = (request_agency_id IS NULL)) AND ((request_id IS NULL) = (side IS NULL)))),
  constraint settled_with_outcome CHECK (((settled_at IS NULL) = (outcome IS NULL))),
  constraint someone CHECK (((account_id IS NULL) = (email IS NOT NULL))),
  constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint notice_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint notice_request_agency_id_request_id_fkey FOREIGN KEY (request_agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX notice_due ON public.notice USING btree (due_at) WHERE (settled_at IS NULL);
CREATE INDEX notice_of_account ON public.notice USING btree (account_id) WHERE (settled_at IS NULL);
CREATE INDEX notice_of_request ON public.notice USING btree (request_agency_id, request_id);
CREATE INDEX notice_on_page ON public.notice USING btree (account_id, agency_id, id) WHERE in_page;
CREATE INDEX notice_pending ON public.notice USING btree (recipient) WHERE (settled_at IS NULL);
CREATE INDEX notice_settled ON public.notice USING btree (settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX notice_to_push ON public.notice USING btree (push_at) WHERE (push_at IS NOT NULL);
CREATE INDEX notice_unread ON public.notice USING btree (account_id, agency_id) WHERE (in_page AND (read_at IS NULL));

create table notice_absence (
  account_id uuid not null,
  mailed_at timestamp with time zone not null,
  constraint notice_absence_pkey PRIMARY KEY (account_id),
  constraint notice_absence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);

create table notice_device (
  id uuid not null default uuidv7(),
  account_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamp with time zone not null,
  told_at timestamp with time zone,
  failures smallint not null default 0,
  constraint notice_device_pkey PRIMARY KEY (id),
  constraint one_device_per_endpoint UNIQUE (endpoint),
  constraint notice_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX notice_device_of_account ON public.notice_device USING btree (account_id);

create table notice_overdue (
  agency_id uuid not null,
  request_id uuid not null,
  answer_by date not null,
  constraint notice_overdue_pkey PRIMARY KEY (agency_id, request_id, answer_by),
  constraint notice_overdue_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);

create table notice_refusal (
  email text not null,
  kind text not null,
  at timestamp with time zone not null,
  constraint notice_refusal_pkey PRIMARY KEY (email, kind),
  constraint notice_refusal_email_check CHECK ((email = lower(email)))
);

create table notice_setting (
  account_id uuid not null,
  mode text not null,
  digest_minute smallint not null,
  weekdays_only boolean not null,
  cancellations text not null,
  muted text[] not null default '{}'::text[],
  own jsonb not null default '{}'::jsonb,
  hidden text[] not null default '{}'::text[],
  push text[] not null default '{to-answer,answer,cancellation,watch}'::text[],
  quiet_from smallint,
  quiet_until smallint,
  quiet_weekend boolean not null default false,
  constraint notice_setting_pkey PRIMARY KEY (account_id),
  constraint notice_setting_cancellations_check CHECK ((cancellations = ANY (ARRAY['at-once'::text, 'evening'::text]))),
  constraint notice_setting_digest_minute_check CHECK (((digest_minute >= 0) AND (digest_minute <= 1439))),
  constraint notice_setting_mode_check CHECK ((mode = ANY (ARRAY['at-once'::text, 'digest'::text, 'absence'::text]))),
  constraint notice_setting_own_check CHECK ((jsonb_typeof(own) = 'object'::text)),
  constraint notice_setting_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  constraint notice_setting_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439))),
  constraint quiet_whole CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND ((quiet_from IS NULL) OR (quiet_from <> quiet_until)))),
  constraint notice_setting_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);

create table overlap_zone (
  code text not null,
  name_fr text not null,
  name_en text not null,
  "position" smallint not null,
  constraint overlap_zone_pkey PRIMARY KEY (code)
);

create table pending_import (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  file_name text not null,
  file bytea,
  facts jsonb not null,
  rows jsonb not null,
  mapping jsonb not null,
  decisions jsonb not null default '{}'::jsonb,
  take text[] not null default '{}'::text[],
  status text not null default 'reviewing'::text,
  progress integer not null default 0,
  progress_at timestamp with time zone not null default now(),
  import_id uuid,
  constraint pending_import_pkey PRIMARY KEY (agency_id, id),
  constraint pending_import_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint pending_import_status_check CHECK ((status = ANY (ARRAY['reviewing'::text, 'committing'::text, 'done'::text]))),
  constraint pending_import_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint pending_import_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint pending_import_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id)
);
CREATE INDEX pending_import_of_person ON public.pending_import USING btree (agency_id, made_by, made_at DESC);

create table person (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  department_id uuid,
  last_name text not null,
  first_name text not null default ''::text,
  title text not null default ''::text,
  email text,
  phone text,
  active boolean not null default true,
  disabled_at timestamp with time zone,
  shared_email text,
  alerts boolean not null default true,
  constraint person_pkey PRIMARY KEY (agency_id, id),
  constraint person_last_name_check CHECK ((last_name <> ''::text)),
  constraint person_agency_id_department_id_fkey FOREIGN KEY (agency_id, department_id) REFERENCES department(agency_id, id),
  constraint person_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX person_by_name ON public.person USING btree (agency_id, lower(last_name), lower(first_name));
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF first_name, last_name, title, email ON public.person FOR EACH ROW EXECUTE FUNCTION named_again('person', 'person-more');

create table place_document (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  name text not null,
  media_type text not null,
  size integer not null,
  version smallint not null default 1,
  replaces_id uuid,
  added_agency_id uuid not null,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint place_document_pkey PRIMARY KEY (agency_id, id),
  constraint one_place_per_document CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint place_document_name_check CHECK ((name <> ''::text)),
  constraint place_document_size_check CHECK ((size > 0)),
  constraint place_document_added_agency_id_added_by_fkey FOREIGN KEY (added_agency_id, added_by) REFERENCES person(agency_id, id),
  constraint place_document_added_agency_id_fkey FOREIGN KEY (added_agency_id) REFERENCES agency(id),
  constraint place_document_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint place_document_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint place_document_agency_id_replaces_id_fkey FOREIGN KEY (agency_id, replaces_id) REFERENCES place_document(agency_id, id) ON DELETE CASCADE,
  constraint place_document_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint place_document_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX place_document_by_id ON public.place_document USING btree (id);
CREATE INDEX place_document_of ON public.place_document USING btree (place_id) WHERE (removed_at IS NULL);

create table place_document_file (
  agency_id uuid not null,
  document_id uuid not null,
  content bytea not null,
  constraint place_document_file_pkey PRIMARY KEY (agency_id, document_id),
  constraint place_document_file_agency_id_document_id_fkey FOREIGN KEY (agency_id, document_id) REFERENCES place_document(agency_id, id) ON DELETE CASCADE
);

create table place_name (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  name text not null,
  parent_id uuid,
  until_day date not null,
  recorded_at timestamp with time zone not null default now(),
  constraint place_name_pkey PRIMARY KEY (agency_id, id),
  constraint one_place_per_name CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint place_name_name_check CHECK ((name <> ''::text)),
  constraint place_name_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint place_name_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint place_name_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint place_name_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX place_name_of ON public.place_name USING btree (place_id);
CREATE TRIGGER place_is_found_by_its_names AFTER INSERT OR DELETE OR UPDATE ON public.place_name FOR EACH ROW EXECUTE FUNCTION place_is_found_by_its_names();
CREATE TRIGGER place_named_again AFTER INSERT OR DELETE OR UPDATE ON public.place_name FOR EACH ROW EXECUTE FUNCTION place_named_again();
CREATE TRIGGER place_names_are_others AFTER INSERT OR DELETE OR UPDATE ON public.place_name FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_another();

create table place_profile (
  agency_id uuid not null,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  description text not null default ''::text,
  directions text not null default ''::text,
  arrival text not null default ''::text,
  dress text not null default ''::text,
  parking text not null default ''::text,
  languages text not null default ''::text,
  shifts text[] not null default '{}'::text[],
  gender text,
  gender_reason text not null default ''::text,
  reviewed_at timestamp with time zone,
  reviewed_agency_id uuid,
  reviewed_by uuid,
  constraint place_profile_pkey PRIMARY KEY (agency_id, place_id),
  constraint gender_with_its_reason CHECK (((gender IS NULL) = (gender_reason = ''::text))),
  constraint one_place_per_profile CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint place_profile_gender_check CHECK ((gender = ANY (ARRAY['female'::text, 'male'::text]))),
  constraint place_profile_shifts_check CHECK ((shifts <@ ARRAY['day'::text, 'evening'::text, 'night'::text, 'weekend'::text])),
  constraint place_profile_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint place_profile_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint place_profile_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint place_profile_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE,
  constraint place_profile_reviewed_agency_id_fkey FOREIGN KEY (reviewed_agency_id) REFERENCES agency(id),
  constraint place_profile_reviewed_agency_id_reviewed_by_fkey FOREIGN KEY (reviewed_agency_id, reviewed_by) REFERENCES person(agency_id, id)
);
CREATE INDEX place_profile_of ON public.place_profile USING btree (place_id);

create table placement_type (
  code text not null,
  label_fr text not null,
  label_en text not null,
  from_day date not null,
  until_day date,
  "position" smallint not null,
  constraint placement_type_pkey PRIMARY KEY (code),
  constraint placement_type_code_check CHECK ((code ~ '^[a-z][a-z-]*$'::text)),
  constraint placement_type_in_order CHECK (((until_day IS NULL) OR (from_day <= until_day))),
  constraint placement_type_label_en_check CHECK ((label_en <> ''::text)),
  constraint placement_type_label_fr_check CHECK ((label_fr <> ''::text))
);

create table preference (
  agency_id uuid not null,
  enrolment_id uuid not null,
  rank smallint not null,
  path text not null,
  comment text not null default ''::text,
  receiving_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  constraint preference_pkey PRIMARY KEY (agency_id, enrolment_id, rank),
  constraint preference_comment_check CHECK ((length(comment) <= 500)),
  constraint preference_path_check CHECK ((path <> ''::text)),
  constraint preference_rank_check CHECK (((rank >= 1) AND (rank <= 20))),
  constraint preference_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE,
  constraint preference_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES destination(id) ON DELETE SET NULL,
  constraint preference_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id) ON DELETE SET NULL,
  constraint preference_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id) ON DELETE SET NULL,
  constraint preference_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id) ON DELETE SET NULL
);
CREATE INDEX preference_at_destination ON public.preference USING btree (destination_id) WHERE (destination_id IS NOT NULL);
CREATE INDEX preference_at_service ON public.preference USING btree (service_id) WHERE (service_id IS NOT NULL);
CREATE INDEX preference_at_site ON public.preference USING btree (site_id) WHERE (site_id IS NOT NULL);

create table prerequisite (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  name text not null,
  note text not null default ''::text,
  students boolean not null,
  instructors boolean not null,
  mandatory boolean not null,
  days_before smallint,
  constraint prerequisite_pkey PRIMARY KEY (agency_id, id),
  constraint one_place_per_prerequisite CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint prerequisite_days_before_check CHECK (((days_before >= 0) AND (days_before <= 400))),
  constraint prerequisite_name_check CHECK ((name <> ''::text)),
  constraint prerequisite_of_somebody CHECK ((students OR instructors)),
  constraint prerequisite_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint prerequisite_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint prerequisite_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint prerequisite_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX one_prerequisite_per_name ON public.prerequisite USING btree (place_id, lower(name));
CREATE INDEX prerequisite_of ON public.prerequisite USING btree (place_id);

create table printout (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  language text not null,
  calendar boolean not null,
  sender_id uuid,
  receiving_id uuid not null,
  site_id uuid not null,
  service_id uuid,
  destination_id uuid,
  file_name text not null,
  automatic boolean not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  tries smallint not null default 0,
  error text not null default ''::text,
  ready_at timestamp with time zone,
  pages smallint,
  delivered_at timestamp with time zone,
  delivered_by uuid,
  delivered_how text,
  replaced_at timestamp with time zone,
  constraint printout_pkey PRIMARY KEY (agency_id, id),
  constraint one_file_name UNIQUE (file_name),
  constraint delivered_by_somebody CHECK ((num_nonnulls(delivered_at, delivered_by, delivered_how) = ANY (ARRAY[0, 3]))),
  constraint printout_delivered_how_check CHECK ((delivered_how = ANY (ARRAY['mail'::text, 'hand'::text]))),
  constraint printout_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint printout_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint printout_agency_id_sender_id_fkey FOREIGN KEY (agency_id, sender_id) REFERENCES person(agency_id, id),
  constraint printout_for_destination_fkey FOREIGN KEY (receiving_id, destination_id) REFERENCES destination(agency_id, id),
  constraint printout_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint printout_receiving_id_site_id_fkey FOREIGN KEY (receiving_id, site_id) REFERENCES site(agency_id, id),
  constraint printout_receiving_id_site_id_service_id_fkey FOREIGN KEY (receiving_id, site_id, service_id) REFERENCES service(agency_id, site_id, id)
);
CREATE UNIQUE INDEX printout_by_id ON public.printout USING btree (id);
CREATE INDEX printout_of_agency ON public.printout USING btree (agency_id, id) WHERE (replaced_at IS NULL);
CREATE INDEX printout_to_deliver ON public.printout USING btree (agency_id, id) WHERE ((delivered_at IS NULL) AND (replaced_at IS NULL));
CREATE INDEX printout_to_make ON public.printout USING btree (id) WHERE ((ready_at IS NULL) AND (replaced_at IS NULL));

create table printout_file (
  agency_id uuid not null,
  printout_id uuid not null,
  content bytea not null,
  constraint printout_file_pkey PRIMARY KEY (agency_id, printout_id),
  constraint printout_file_agency_id_printout_id_fkey FOREIGN KEY (agency_id, printout_id) REFERENCES printout(agency_id, id) ON DELETE CASCADE
);

create table printout_request (
  agency_id uuid not null,
  printout_id uuid not null,
  request_agency_id uuid not null,
  request_id uuid not null,
  "position" smallint not null,
  constraint printout_request_pkey PRIMARY KEY (agency_id, printout_id, request_id),
  constraint printout_request_agency_id_printout_id_fkey FOREIGN KEY (agency_id, printout_id) REFERENCES printout(agency_id, id) ON DELETE CASCADE,
  constraint printout_request_request_agency_id_request_id_fkey FOREIGN KEY (request_agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX printout_of_request ON public.printout_request USING btree (request_id);

create table programme (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  department_id uuid,
  name text not null,
  short_name text not null,
  discipline text not null default ''::text,
  status text not null default 'active'::text,
  constraint programme_pkey PRIMARY KEY (agency_id, id),
  constraint programme_name_check CHECK ((name <> ''::text)),
  constraint programme_short_name_check CHECK ((short_name <> ''::text)),
  constraint programme_status_check CHECK ((status = ANY (ARRAY['active'::text, 'non-user'::text, 'retired'::text]))),
  constraint programme_agency_id_department_id_fkey FOREIGN KEY (agency_id, department_id) REFERENCES department(agency_id, id),
  constraint programme_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_programme_per_name ON public.programme USING btree (agency_id, lower(name));
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name, short_name, discipline ON public.programme FOR EACH ROW EXECUTE FUNCTION named_again('programme');

create table proposal (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  number smallint not null,
  side text not null,
  by_agency_id uuid not null,
  by_account_id uuid,
  by_name text not null,
  terms jsonb not null,
  base jsonb not null,
  note text not null default ''::text,
  accepts boolean not null default false,
  at timestamp with time zone not null,
  outcome text,
  taken text[] not null default '{}'::text[],
  answered_agency_id uuid,
  answered_name text,
  answered_at timestamp with time zone,
  answer_note text not null default ''::text,
  constraint proposal_pkey PRIMARY KEY (agency_id, id),
  constraint one_number_per_request UNIQUE (agency_id, request_id, number),
  constraint answered_when_over CHECK (((outcome IS NULL) = (answered_at IS NULL))),
  constraint only_receivers_accept CHECK (((NOT accepts) OR (side = 'receiving'::text))),
  constraint proposal_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'partly'::text, 'declined'::text, 'withdrawn'::text, 'replaced'::text]))),
  constraint proposal_side_check CHECK ((side = ANY (ARRAY['placing'::text, 'receiving'::text]))),
  constraint proposal_terms_check CHECK ((terms <> '{}'::jsonb)),
  constraint proposal_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint proposal_answered_agency_id_fkey FOREIGN KEY (answered_agency_id) REFERENCES agency(id),
  constraint proposal_by_agency_id_fkey FOREIGN KEY (by_agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_open_proposal ON public.proposal USING btree (agency_id, request_id) WHERE (outcome IS NULL);

create table reason (
  code text not null,
  move text not null,
  side text not null,
  label_fr text not null,
  label_en text not null,
  needs_note boolean not null default false,
  "position" smallint not null,
  listed boolean not null default true,
  agency_id uuid,
  constraint reason_pkey PRIMARY KEY (code),
  constraint reason_move_check CHECK ((move = ANY (ARRAY['decline'::text, 'cancel'::text, 'postpone'::text, 'shorten'::text, 'suspend'::text]))),
  constraint reason_side_check CHECK ((side = ANY (ARRAY['placing'::text, 'receiving'::text]))),
  constraint reason_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX reason_of_agency ON public.reason USING btree (agency_id) WHERE (agency_id IS NOT NULL);

create table reason_choice (
  agency_id uuid not null,
  reason_code text not null,
  "position" integer,
  hidden boolean not null default false,
  constraint reason_choice_pkey PRIMARY KEY (agency_id, reason_code),
  constraint reason_choice_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reason_choice_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code)
);

create table reason_wording (
  id uuid not null default uuidv7(),
  agency_id uuid not null,
  reason_code text not null,
  version integer not null,
  label_fr text not null,
  label_en text not null,
  needs_note boolean not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint reason_wording_pkey PRIMARY KEY (id),
  constraint one_wording_per_version UNIQUE (agency_id, reason_code, version),
  constraint reason_wording_label_en_check CHECK ((label_en <> ''::text)),
  constraint reason_wording_label_fr_check CHECK ((label_fr <> ''::text)),
  constraint reason_wording_version_check CHECK ((version >= 2)),
  constraint reason_wording_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reason_wording_agency_id_made_by_fkey FOREIGN KEY (agency_id, made_by) REFERENCES person(agency_id, id),
  constraint reason_wording_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code)
);
CREATE TRIGGER wording_stays BEFORE UPDATE ON public.reason_wording FOR EACH ROW EXECUTE FUNCTION wording_stays();

create table release_date (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  term_id uuid not null,
  releases_at timestamp with time zone not null,
  constraint release_date_pkey PRIMARY KEY (agency_id, id),
  constraint one_release_per_moment UNIQUE (agency_id, term_id, releases_at),
  constraint release_date_agency_id_term_id_fkey FOREIGN KEY (agency_id, term_id) REFERENCES term(agency_id, id) ON DELETE CASCADE
);

create table reminder (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  school_id uuid not null,
  request_id uuid not null,
  account_id uuid not null,
  person_name text not null,
  due_on date not null,
  text text not null default ''::text,
  shared boolean not null,
  created_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by text,
  constraint reminder_pkey PRIMARY KEY (agency_id, id),
  constraint reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint reminder_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reminder_school_id_request_id_fkey FOREIGN KEY (school_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX reminder_due ON public.reminder USING btree (agency_id, due_on) WHERE (done_at IS NULL);
CREATE INDEX reminder_of_request ON public.reminder USING btree (school_id, request_id);
CREATE INDEX reminder_to_mail ON public.reminder USING btree (due_on) WHERE ((done_at IS NULL) AND (mailed_at IS NULL));

create table reply_answer (
  agency_id uuid not null,
  request_id uuid not null,
  link_id uuid not null,
  move text not null,
  answered_at timestamp with time zone not null default now(),
  request_agency_id uuid not null,
  constraint reply_answer_pkey PRIMARY KEY (agency_id, request_id, answered_at),
  constraint reply_answer_move_check CHECK ((move = ANY (ARRAY['accept'::text, 'decline'::text, 'accept-for-unit'::text, 'decline-for-unit'::text]))),
  constraint reply_answer_agency_id_link_id_fkey FOREIGN KEY (agency_id, link_id) REFERENCES reply_link(agency_id, id),
  constraint reply_answer_request_agency_id_request_id_fkey FOREIGN KEY (request_agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX reply_answer_of_request ON public.reply_answer USING btree (request_id);

create table reply_link (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  receiving_id uuid not null,
  site_id uuid not null,
  service_id uuid,
  destination_id uuid,
  person_id uuid,
  name text not null,
  email text not null,
  language text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint reply_link_pkey PRIMARY KEY (agency_id, id),
  constraint reply_link_email_check CHECK ((email = lower(email))),
  constraint reply_link_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint reply_link_agency_id_created_by_fkey FOREIGN KEY (agency_id, created_by) REFERENCES person(agency_id, id),
  constraint reply_link_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reply_link_for_destination_fkey FOREIGN KEY (receiving_id, destination_id) REFERENCES destination(agency_id, id),
  constraint reply_link_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint reply_link_receiving_id_person_id_fkey FOREIGN KEY (receiving_id, person_id) REFERENCES person(agency_id, id),
  constraint reply_link_receiving_id_site_id_fkey FOREIGN KEY (receiving_id, site_id) REFERENCES site(agency_id, id),
  constraint reply_link_receiving_id_site_id_service_id_fkey FOREIGN KEY (receiving_id, site_id, service_id) REFERENCES service(agency_id, site_id, id)
);
CREATE UNIQUE INDEX one_reply_link_per_contact ON public.reply_link USING btree (agency_id, email, site_id, service_id, destination_id) NULLS NOT DISTINCT WHERE (revoked_at IS NULL);

create table reply_token (
  token_hash text not null,
  agency_id uuid not null,
  link_id uuid not null,
  letter_id uuid not null,
  created_at timestamp with time zone not null default now(),
  opened_at timestamp with time zone,
  constraint reply_token_pkey PRIMARY KEY (token_hash),
  constraint reply_token_agency_id_letter_id_fkey FOREIGN KEY (agency_id, letter_id) REFERENCES letter(agency_id, id) ON DELETE CASCADE,
  constraint reply_token_agency_id_link_id_fkey FOREIGN KEY (agency_id, link_id) REFERENCES reply_link(agency_id, id)
);
CREATE INDEX reply_token_of_letter ON public.reply_token USING btree (agency_id, letter_id);

create table request (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  reference bigint not null default nextval('request_reference'::regclass),
  kind text not null,
  cohort_course_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  status text not null,
  version integer not null default 1,
  receiving_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  size integer not null,
  instructor_id uuid,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]'::jsonb,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  comment text not null default ''::text,
  reason_code text,
  reason_note text not null default ''::text,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  sent_by uuid,
  sent_at timestamp with time zone,
  answered_by uuid,
  answered_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  before_answer jsonb,
  placement_type text,
  split_of uuid,
  own_row boolean not null default true,
  size_here integer,
  part_reason text not null default ''::text,
  link_id uuid,
  hours numeric(6,2),
  pauses jsonb not null default '[]'::jsonb,
  due_on date,
  sender_id uuid,
  release_at timestamp with time zone,
  hold_waived boolean not null default false,
  origin text not null default 'worksheet'::text,
  call_id uuid,
  offer_id uuid,
  alert text not null default ''::text,
  reason_wording_id uuid,
  cloned_from uuid,
  cloned_reference bigint,
  answer_by date not null generated always as (COALESCE(due_on, (((COALESCE(sent_at, created_at) AT TIME ZONE 'America/Toronto'::text))::date + 14))) stored,
  unit_contact_id uuid,
  unit_contact_chosen boolean not null default false,
  constraint request_pkey PRIMARY KEY (agency_id, id),
  constraint one_reference UNIQUE (reference),
  constraint clone_of_a_request CHECK ((((origin = 'clone'::text) = (cloned_reference IS NOT NULL)) AND ((cloned_from IS NULL) OR (cloned_reference IS NOT NULL)))),
  constraint held_until_a_moment CHECK (((status <> 'sent-held'::text) OR ((release_at IS NOT NULL) AND (kind = 'individual'::text) AND (sent_at IS NULL)))),
  constraint known_origin CHECK ((origin = ANY (ARRAY['worksheet'::text, 'quick'::text, 'offer'::text, 'clone'::text, 'split'::text, 'receiving-quick'::text, 'guest'::text]))),
  constraint known_status CHECK ((status = ANY (ARRAY['new'::text, 'new-part'::text, 'sent-held'::text, 'sent'::text, 'sent-paper'::text, 'reactivated'::text, 'redirected'::text, 'redirected-paper'::text, 'redirected-auto'::text, 'accepted-by-unit'::text, 'declined-by-unit'::text, 'accepted'::text, 'declined'::text, 'confirmed'::text, 'cancelled'::text]))),
  constraint not_of_itself CHECK ((split_of <> id)),
  constraint offer_answers_a_call CHECK ((((origin = 'offer'::text) = (num_nonnulls(call_id, offer_id) = 2)) AND (num_nonnulls(call_id, offer_id) <> 1))),
  constraint one_student_when_individual CHECK (((kind = 'group'::text) OR (size = 1))),
  constraint place_before_sending CHECK (((status = ANY (ARRAY['new'::text, 'new-part'::text, 'cancelled'::text])) OR (num_nonnulls(receiving_id, site_id, service_id) = 3))),
  constraint reason_for_a_no CHECK (((status = ANY (ARRAY['declined'::text, 'declined-by-unit'::text, 'cancelled'::text])) = (reason_code IS NOT NULL))),
  constraint request_alert_check CHECK ((length(alert) <= 200)),
  constraint request_hours_check CHECK ((hours >= (0)::numeric)),
  constraint request_in_order CHECK ((starts_on <= ends_on)),
  constraint request_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint request_size_check CHECK (((size >= 1) AND (size <= 999))),
  constraint sent_when_sent CHECK (((status = ANY (ARRAY['new'::text, 'new-part'::text, 'sent-held'::text, 'cancelled'::text])) OR (sent_at IS NOT NULL))),
  constraint shares_only_as_primary CHECK (((split_of IS NULL) OR (size_here IS NULL))),
  constraint size_here_within_group CHECK ((((size_here >= 1) AND (size_here <= 999)) AND (size_here <= size))),
  constraint offer_of_who_was_called FOREIGN KEY (agency_id, call_id, receiving_id) REFERENCES call_recipient(agency_id, call_id, receiving_id),
  constraint request_agency_id_cloned_from_fkey FOREIGN KEY (agency_id, cloned_from) REFERENCES request(agency_id, id) ON DELETE SET NULL (cloned_from),
  constraint request_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint request_agency_id_instructor_id_fkey FOREIGN KEY (agency_id, instructor_id) REFERENCES person(agency_id, id),
  constraint request_agency_id_sender_id_fkey FOREIGN KEY (agency_id, sender_id) REFERENCES person(agency_id, id),
  constraint request_agency_id_split_of_fkey FOREIGN KEY (agency_id, split_of) REFERENCES request(agency_id, id) DEFERRABLE INITIALLY DEFERRED,
  constraint request_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id),
  constraint request_at_destination_fkey FOREIGN KEY (receiving_id, destination_id) REFERENCES destination(agency_id, id),
  constraint request_placement_type_fkey FOREIGN KEY (placement_type) REFERENCES placement_type(code),
  constraint request_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code),
  constraint request_reason_wording_id_fkey FOREIGN KEY (reason_wording_id) REFERENCES reason_wording(id),
  constraint request_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint request_receiving_id_site_id_fkey FOREIGN KEY (receiving_id, site_id) REFERENCES site(agency_id, id),
  constraint request_receiving_id_site_id_service_id_fkey FOREIGN KEY (receiving_id, site_id, service_id) REFERENCES service(agency_id, site_id, id),
  constraint request_receiving_id_unit_contact_id_fkey FOREIGN KEY (receiving_id, unit_contact_id) REFERENCES person(agency_id, id),
  constraint locked_rows_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint part_inside_course TRIGGER,
  constraint request_inside_course TRIGGER,
  constraint request_keeps_confirmed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint split_is_flat TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_open_request_per_row ON public.request USING btree (agency_id, worksheet_id, row_id) WHERE (own_row AND (status <> ALL (ARRAY['declined'::text, 'cancelled'::text])));
CREATE INDEX request_alert ON public.request USING btree (agency_id) WHERE (alert <> ''::text);
CREATE INDEX request_answered ON public.request USING btree (agency_id, answered_at) WHERE (answered_at IS NOT NULL);
CREATE INDEX request_answered_there ON public.request USING btree (receiving_id, answered_at) WHERE (answered_at IS NOT NULL);
CREATE INDEX request_at_destination ON public.request USING btree (receiving_id, destination_id, starts_on) WHERE (destination_id IS NOT NULL);
CREATE INDEX request_at_service ON public.request USING btree (receiving_id, service_id, starts_on) WHERE (destination_id IS NULL);
CREATE INDEX request_at_site ON public.request USING btree (receiving_id, site_id, starts_on) WHERE (site_id IS NOT NULL);
CREATE INDEX request_awaited ON public.request USING btree (agency_id, answer_by, id) WHERE (status = ANY (ARRAY['sent'::text, 'sent-paper'::text, 'reactivated'::text, 'redirected'::text, 'redirected-paper'::text, 'redirected-auto'::text, 'accepted-by-unit'::text, 'declined-by-unit'::text]));
CREATE INDEX request_by_destination ON public.request USING btree (destination_id, ends_on) WHERE ((destination_id IS NOT NULL) AND (status <> ALL (ARRAY['declined'::text, 'cancelled'::text])));
CREATE UNIQUE INDEX request_by_id ON public.request USING btree (id);
CREATE INDEX request_by_start ON public.request USING btree (receiving_id, starts_on, id) WHERE (status = ANY (ARRAY['accepted'::text, 'confirmed'::text]));
CREATE INDEX request_cloned ON public.request USING btree (agency_id, cloned_from) WHERE (cloned_from IS NOT NULL);
CREATE INDEX request_held ON public.request USING btree (agency_id, release_at) WHERE (status = 'sent-held'::text);
CREATE INDEX request_in_period ON public.request USING btree (receiving_id, ends_on, starts_on) WHERE (status <> ALL (ARRAY['declined'::text, 'cancelled'::text, 'new'::text, 'new-part'::text, 'sent-held'::text]));
CREATE INDEX request_inbox ON public.request USING btree (receiving_id, inbox_step(status), answer_by, id) WHERE (receiving_id IS NOT NULL);
CREATE INDEX request_linked ON public.request USING btree (agency_id, link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX request_of_call ON public.request USING btree (agency_id, call_id, receiving_id) WHERE (call_id IS NOT NULL);
CREATE INDEX request_of_cohort_course ON public.request USING btree (agency_id, cohort_course_id);
CREATE INDEX request_of_instructor ON public.request USING btree (agency_id, instructor_id, ends_on) WHERE ((instructor_id IS NOT NULL) AND (status <> ALL (ARRAY['declined'::text, 'cancelled'::text])));
CREATE INDEX request_of_school ON public.request USING btree (agency_id, status, starts_on, id);
CREATE INDEX request_of_school_until ON public.request USING btree (agency_id, ends_on);
CREATE INDEX request_of_worksheet ON public.request USING btree (agency_id, worksheet_id);
CREATE INDEX request_part ON public.request USING btree (agency_id, split_of) WHERE (split_of IS NOT NULL);
CREATE INDEX request_received ON public.request USING btree (receiving_id, status, sent_at, id);
CREATE INDEX request_to_release ON public.request USING btree (release_at) WHERE (status = 'sent-held'::text);
CREATE INDEX request_waiting ON public.request USING btree (answer_by) WHERE ((inbox_step(status) = 0) OR (unit_step(status) = 0));
CREATE TRIGGER faceted_again AFTER INSERT ON public.request FOR EACH ROW EXECUTE FUNCTION faceted_again();
CREATE TRIGGER faceted_otherwise AFTER UPDATE OF receiving_id, site_id, service_id, destination_id, instructor_id, starts_on, cohort_course_id ON public.request FOR EACH ROW WHEN ((((((((old.receiving_id IS DISTINCT FROM new.receiving_id) OR (old.site_id IS DISTINCT FROM new.site_id)) OR (old.service_id IS DISTINCT FROM new.service_id)) OR (old.destination_id IS DISTINCT FROM new.destination_id)) OR (old.instructor_id IS DISTINCT FROM new.instructor_id)) OR (old.starts_on IS DISTINCT FROM new.starts_on)) OR (old.cohort_course_id IS DISTINCT FROM new.cohort_course_id))) EXECUTE FUNCTION faceted_again();
CREATE CONSTRAINT TRIGGER locked_rows_changed AFTER INSERT OR DELETE ON public.request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION locked_rows_changed();
CREATE CONSTRAINT TRIGGER part_inside_course AFTER INSERT ON public.request NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ((new.split_of IS NOT NULL)) EXECUTE FUNCTION request_inside_course();
CREATE TRIGGER request_changes_supply AFTER INSERT OR DELETE ON public.request FOR EACH ROW EXECUTE FUNCTION supply_is_another();
CREATE TRIGGER request_changes_supply_anew AFTER UPDATE ON public.request FOR EACH ROW WHEN (((((((((((old.version IS DISTINCT FROM new.version) OR (old.status IS DISTINCT FROM new.status)) OR (old.receiving_id IS DISTINCT FROM new.receiving_id)) OR (old.service_id IS DISTINCT FROM new.service_id)) OR (old.destination_id IS DISTINCT FROM new.destination_id)) OR (old.size IS DISTINCT FROM new.size)) OR (old.size_here IS DISTINCT FROM new.size_here)) OR (old.starts_on IS DISTINCT FROM new.starts_on)) OR (old.ends_on IS DISTINCT FROM new.ends_on)) OR (old.hold_waived IS DISTINCT FROM new.hold_waived))) EXECUTE FUNCTION supply_is_another();
CREATE CONSTRAINT TRIGGER request_inside_course AFTER UPDATE OF starts_on, ends_on ON public.request NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (((new.starts_on <> old.starts_on) OR (new.ends_on <> old.ends_on))) EXECUTE FUNCTION request_inside_course();
CREATE TRIGGER request_is_planned AFTER INSERT ON public.request FOR EACH ROW WHEN (((new.kind = 'group'::text) AND (new.destination_id IS NOT NULL))) EXECUTE FUNCTION request_is_planned_anew();
CREATE TRIGGER request_is_planned_anew AFTER UPDATE ON public.request FOR EACH ROW WHEN (((new.kind = 'group'::text) AND ((((((old.version IS DISTINCT FROM new.version) OR (old.status IS DISTINCT FROM new.status)) OR (old.destination_id IS DISTINCT FROM new.destination_id)) OR (old.size IS DISTINCT FROM new.size)) OR (old.starts_on IS DISTINCT FROM new.starts_on)) OR (old.ends_on IS DISTINCT FROM new.ends_on)))) EXECUTE FUNCTION request_is_planned_anew();
CREATE TRIGGER request_is_planned_no_more AFTER DELETE ON public.request FOR EACH ROW WHEN (((old.kind = 'group'::text) AND (old.destination_id IS NOT NULL))) EXECUTE FUNCTION request_is_planned_anew();
CREATE CONSTRAINT TRIGGER request_keeps_confirmed AFTER UPDATE OF size ON public.request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION confirmed_within_size();
CREATE TRIGGER request_lies_with_its_unit AFTER INSERT ON public.request FOR EACH ROW WHEN ((new.destination_id IS NOT NULL)) EXECUTE FUNCTION request_lies_with_its_unit();
CREATE TRIGGER request_lies_with_its_unit_still AFTER UPDATE OF receiving_id, site_id, service_id, destination_id ON public.request FOR EACH ROW WHEN (((new.destination_id IS NOT NULL) AND ((((old.receiving_id IS DISTINCT FROM new.receiving_id) OR (old.site_id IS DISTINCT FROM new.site_id)) OR (old.service_id IS DISTINCT FROM new.service_id)) OR (old.destination_id IS DISTINCT FROM new.destination_id)))) EXECUTE FUNCTION request_lies_with_its_unit();
CREATE TRIGGER request_opens_where_its_unit_is BEFORE UPDATE OF status ON public.request FOR EACH ROW WHEN (((new.destination_id IS NOT NULL) AND (old.status = ANY (ARRAY['declined'::text, 'cancelled'::text])) AND (new.status <> ALL (ARRAY['declined'::text, 'cancelled'::text])))) EXECUTE FUNCTION request_opens_where_its_unit_is();
CREATE TRIGGER request_takes_type BEFORE INSERT ON public.request FOR EACH ROW EXECUTE FUNCTION request_takes_type();
CREATE CONSTRAINT TRIGGER split_is_flat AFTER INSERT OR UPDATE OF split_of ON public.request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION split_is_flat();

create table request_calendar (
  agency_id uuid not null,
  request_id uuid not null,
  sequence integer not null default 0,
  days_min smallint,
  days_max smallint,
  hours_min numeric(4,2),
  hours_max numeric(4,2),
  changed_at timestamp with time zone not null default now(),
  constraint request_calendar_pkey PRIMARY KEY (agency_id, request_id),
  constraint days_in_order CHECK ((((days_min IS NULL) = (days_max IS NULL)) AND (days_min <= days_max))),
  constraint hours_in_order CHECK ((((hours_min IS NULL) = (hours_max IS NULL)) AND (hours_min <= hours_max))),
  constraint request_calendar_days_max_check CHECK (((days_max >= 1) AND (days_max <= 7))),
  constraint request_calendar_days_min_check CHECK (((days_min >= 0) AND (days_min <= 7))),
  constraint request_calendar_hours_max_check CHECK ((hours_max <= (24)::numeric)),
  constraint request_calendar_hours_min_check CHECK ((hours_min > (0)::numeric)),
  constraint request_calendar_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);

create table request_comment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  author_agency_id uuid not null,
  author_account_id uuid not null,
  author_name text not null,
  text text not null,
  internal boolean not null,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint request_comment_pkey PRIMARY KEY (agency_id, id),
  constraint request_comment_text_check CHECK ((text <> ''::text)),
  constraint request_comment_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint request_comment_author_agency_id_fkey FOREIGN KEY (author_agency_id) REFERENCES agency(id)
);
CREATE INDEX request_comment_in_order ON public.request_comment USING btree (agency_id, request_id, id);

create table request_condition (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  code text not null,
  text text not null default ''::text,
  put_agency_id uuid not null,
  put_account_id uuid not null,
  put_name text not null,
  by_unit boolean not null,
  put_at timestamp with time zone not null,
  shared_at timestamp with time zone,
  shared_name text,
  state text not null default 'open'::text,
  answered_agency_id uuid,
  answered_account_id uuid,
  answered_name text,
  answered_at timestamp with time zone,
  answer_note text not null default ''::text,
  constraint request_condition_pkey PRIMARY KEY (agency_id, id),
  constraint answered_when_shared CHECK (((state = ANY (ARRAY['open'::text, 'withdrawn'::text])) OR (shared_at IS NOT NULL))),
  constraint coordinators_share_at_once CHECK ((by_unit OR (shared_at IS NOT NULL))),
  constraint reason_for_cannot CHECK (((state <> 'cannot-be-met'::text) OR (answer_note <> ''::text))),
  constraint request_condition_answer_note_check CHECK ((length(answer_note) <= 1000)),
  constraint request_condition_state_check CHECK ((state = ANY (ARRAY['open'::text, 'met'::text, 'cannot-be-met'::text, 'withdrawn'::text]))),
  constraint request_condition_text_check CHECK ((length(text) <= 1000)),
  constraint settled_when_settled CHECK (((state = 'open'::text) = (answered_at IS NULL))),
  constraint request_condition_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint request_condition_answered_agency_id_fkey FOREIGN KEY (answered_agency_id) REFERENCES agency(id),
  constraint request_condition_code_fkey FOREIGN KEY (code) REFERENCES condition_code(code),
  constraint request_condition_put_agency_id_fkey FOREIGN KEY (put_agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX request_condition_by_id ON public.request_condition USING btree (id);
CREATE INDEX request_condition_of_request ON public.request_condition USING btree (agency_id, request_id, id);
CREATE INDEX request_condition_open ON public.request_condition USING btree (agency_id, request_id) WHERE (state = 'open'::text);

create table request_day (
  agency_id uuid not null,
  request_id uuid not null,
  student_id uuid,
  day date not null,
  state text not null,
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  kind text not null default 'shift'::text,
  reason text,
  version bigint not null default nextval('request_day_version'::regclass),
  changed_by uuid not null,
  changed_at timestamp with time zone not null default now(),
  constraint one_exception_per_day UNIQUE NULLS NOT DISTINCT (agency_id, request_id, day, student_id),
  constraint both_day_times_or_none CHECK (((start_time IS NULL) = (end_time IS NULL))),
  constraint reason_of_removed CHECK (((state = 'removed'::text) OR (reason IS NULL))),
  constraint removed_has_no_hours CHECK (((state = 'added'::text) OR ((start_time IS NULL) AND (shift_code IS NULL) AND (kind = 'shift'::text)))),
  constraint request_day_kind_check CHECK ((kind = ANY (ARRAY['shift'::text, 'orientation'::text, 'observation'::text]))),
  constraint request_day_reason_check CHECK ((reason = ANY (ARRAY['holiday'::text, 'closed'::text, 'rotation'::text, 'other'::text]))),
  constraint request_day_state_check CHECK ((state = ANY (ARRAY['removed'::text, 'added'::text]))),
  constraint request_day_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint request_day_agency_id_request_id_student_id_fkey FOREIGN KEY (agency_id, request_id, student_id) REFERENCES assignment(agency_id, request_id, student_id) ON DELETE CASCADE
);
CREATE INDEX request_day_of_student ON public.request_day USING btree (agency_id, request_id, student_id) WHERE (student_id IS NOT NULL);
CREATE TRIGGER calendar_is_planned AFTER INSERT ON public.request_day REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION calendar_is_planned_anew();
CREATE TRIGGER calendar_is_planned_anew AFTER UPDATE ON public.request_day REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION calendar_is_planned_anew();
CREATE TRIGGER calendar_is_planned_no_more AFTER DELETE ON public.request_day REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION calendar_is_planned_anew();

create table request_document (
  agency_id uuid not null,
  request_id uuid not null,
  document_id uuid not null,
  added_by uuid not null,
  added_at timestamp with time zone not null,
  constraint request_document_pkey PRIMARY KEY (agency_id, request_id, document_id),
  constraint request_document_agency_id_added_by_fkey FOREIGN KEY (agency_id, added_by) REFERENCES person(agency_id, id),
  constraint request_document_agency_id_document_id_fkey FOREIGN KEY (agency_id, document_id) REFERENCES document(agency_id, id),
  constraint request_document_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);

create table request_look (
  account_id uuid not null,
  page uuid not null,
  agency_id uuid not null,
  person_id uuid not null,
  name text not null,
  request_id uuid not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint request_look_pkey PRIMARY KEY (account_id, page),
  constraint request_look_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint request_look_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint request_look_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON DELETE CASCADE
);
CREATE INDEX look_of_agency ON public.request_look USING btree (agency_id, until);
CREATE INDEX look_of_request ON public.request_look USING btree (request_id);
CREATE TRIGGER look_is_remembered AFTER INSERT OR UPDATE ON public.request_look FOR EACH ROW EXECUTE FUNCTION look_is_remembered();

create table request_seen (
  account_id uuid not null,
  request_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint request_seen_pkey PRIMARY KEY (account_id, request_id),
  constraint request_seen_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint request_seen_request_id_fkey FOREIGN KEY (request_id) REFERENCES request(id) ON DELETE CASCADE
);
CREATE INDEX request_seen_of_request ON public.request_seen USING btree (request_id);

create table request_supervision (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  receiving_id uuid not null,
  person_id uuid not null,
  part text not null,
  starts_on date,
  ends_on date,
  hours numeric(6,2),
  version integer not null default 1,
  named_by text not null,
  named_by_agency uuid not null,
  named_at timestamp with time zone not null,
  changed_by text not null,
  changed_by_agency uuid not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  told text,
  tellings integer not null default 0,
  constraint request_supervision_pkey PRIMARY KEY (agency_id, id),
  constraint one_supervision_at_a_time EXCLUDE USING gist (request_id WITH =, person_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((removed_at IS NULL)),
  constraint request_supervision_hours_check CHECK ((hours > (0)::numeric)),
  constraint request_supervision_part_check CHECK ((part = ANY (ARRAY['supervisor'::text, 'site-instructor'::text]))),
  constraint supervision_in_order CHECK ((starts_on <= ends_on)),
  constraint request_supervision_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint request_supervision_changed_by_agency_fkey FOREIGN KEY (changed_by_agency) REFERENCES agency(id),
  constraint request_supervision_named_by_agency_fkey FOREIGN KEY (named_by_agency) REFERENCES agency(id),
  constraint request_supervision_receiving_id_person_id_fkey FOREIGN KEY (receiving_id, person_id) REFERENCES person(agency_id, id)
);
CREATE UNIQUE INDEX one_site_instructor ON public.request_supervision USING btree (agency_id, request_id, receiving_id) WHERE ((part = 'site-instructor'::text) AND (removed_at IS NULL));
CREATE INDEX supervision_of_person ON public.request_supervision USING btree (receiving_id, person_id) WHERE (removed_at IS NULL);
CREATE INDEX supervision_of_request ON public.request_supervision USING btree (agency_id, request_id);
CREATE INDEX supervision_to_tell ON public.request_supervision USING btree (changed_at) WHERE ((removed_at IS NULL) OR (told IS NOT NULL));

create table request_tag (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  by_person_id uuid not null,
  reason_code text not null,
  reason_note text not null default ''::text,
  starts_before date not null,
  ends_before date not null,
  starts_after date not null,
  ends_after date not null,
  suspended_from date,
  suspended_to date,
  resumed_on date,
  hours_before numeric(6,2),
  hours_after numeric(6,2),
  hours_typed boolean not null default false,
  resubmitted boolean not null default false,
  before jsonb not null,
  undone_at timestamp with time zone,
  reason_wording_id uuid,
  constraint request_tag_pkey PRIMARY KEY (agency_id, id),
  constraint postponed_is_later CHECK (((kind <> 'postponed'::text) OR (starts_after > starts_before))),
  constraint request_tag_kind_check CHECK ((kind = ANY (ARRAY['shortened'::text, 'postponed'::text, 'suspended'::text]))),
  constraint shortened_is_shorter CHECK (((kind <> 'shortened'::text) OR (ends_after < ends_before))),
  constraint suspended_from_a_day CHECK (((kind = 'suspended'::text) = (suspended_from IS NOT NULL))),
  constraint tag_in_order CHECK (((starts_after <= ends_after) AND (suspended_from <= suspended_to))),
  constraint request_tag_agency_id_by_person_id_fkey FOREIGN KEY (agency_id, by_person_id) REFERENCES person(agency_id, id),
  constraint request_tag_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint request_tag_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code),
  constraint request_tag_reason_wording_id_fkey FOREIGN KEY (reason_wording_id) REFERENCES reason_wording(id)
);
CREATE INDEX tag_of_request ON public.request_tag USING btree (agency_id, request_id);
CREATE INDEX tag_of_school ON public.request_tag USING btree (agency_id, at DESC, id DESC) WHERE (undone_at IS NULL);

create table reservation (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  account_id uuid not null,
  person_id uuid not null,
  receiving_id uuid not null,
  destination_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint reservation_pkey PRIMARY KEY (agency_id, id),
  constraint reservation_check CHECK ((ends_on >= starts_on)),
  constraint reservation_check1 CHECK ((until > made_at)),
  constraint reservation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint reservation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reservation_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint reservation_receiving_id_destination_id_fkey FOREIGN KEY (receiving_id, destination_id) REFERENCES destination(agency_id, id)
);
CREATE UNIQUE INDEX reservation_by_id ON public.reservation USING btree (id);
CREATE INDEX reservation_of_destination ON public.reservation USING btree (destination_id, until) WHERE (ended_at IS NULL);
CREATE INDEX reservation_of_person ON public.reservation USING btree (agency_id, person_id, until) WHERE (ended_at IS NULL);
CREATE INDEX reservation_to_lapse ON public.reservation USING btree (until) WHERE (ended_at IS NULL);

create table role (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  account_id uuid not null,
  person_id uuid,
  kind text not null,
  everything boolean not null default true,
  disabled_at timestamp with time zone,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  with_names boolean not null default true,
  student_id uuid,
  constraint role_pkey PRIMARY KEY (agency_id, id),
  constraint role_kind_check CHECK ((kind = ANY (ARRAY['placing-coordinator'::text, 'receiving-coordinator'::text, 'destination-coordinator'::text, 'course-leader'::text, 'instructor'::text, 'supervisor'::text, 'student-administrator'::text, 'local-administrator'::text, 'observer'::text, 'student'::text]))),
  constraint role_of_a_person_or_a_student CHECK ((((kind = 'student'::text) AND (student_id IS NOT NULL) AND (person_id IS NULL)) OR ((kind <> 'student'::text) AND (person_id IS NOT NULL) AND (student_id IS NULL)))),
  constraint role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint role_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint role_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX one_role_of_a_kind ON public.role USING btree (agency_id, account_id, kind);
CREATE UNIQUE INDEX one_role_per_student ON public.role USING btree (agency_id, student_id) WHERE (student_id IS NOT NULL);
CREATE INDEX role_of_account ON public.role USING btree (account_id);
CREATE INDEX role_of_person ON public.role USING btree (agency_id, person_id);
CREATE TRIGGER role_given_makes_user AFTER INSERT OR UPDATE OF disabled_at ON public.role FOR EACH ROW EXECUTE FUNCTION role_makes_user();
CREATE TRIGGER school_uses_the_system AFTER INSERT ON public.role FOR EACH ROW WHEN ((new.kind <> 'student'::text)) EXECUTE FUNCTION school_uses_the_system();

create table role_right (
  agency_id uuid not null,
  role_id uuid not null,
  programme_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  constraint one_right_per_thing UNIQUE NULLS NOT DISTINCT (agency_id, role_id, programme_id, site_id, service_id, destination_id),
  constraint one_thing_per_right CHECK ((num_nonnulls(programme_id, site_id, service_id, destination_id) = 1)),
  constraint role_right_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id),
  constraint role_right_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id),
  constraint role_right_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE,
  constraint role_right_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id),
  constraint role_right_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id)
);

create table scenario (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  author_id uuid not null,
  name text not null,
  source text not null,
  source_id uuid,
  basis jsonb not null default '{}'::jsonb,
  made_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint scenario_pkey PRIMARY KEY (agency_id, id),
  constraint scenario_basis_check CHECK ((jsonb_typeof(basis) = 'object'::text)),
  constraint scenario_name_check CHECK (((name <> ''::text) AND (length(name) <= 80))),
  constraint scenario_source CHECK (((source = 'reality'::text) = (source_id IS NULL))),
  constraint scenario_source_check CHECK ((source = ANY (ARRAY['reality'::text, 'scenario'::text, 'solution'::text]))),
  constraint scenario_agency_id_author_id_fkey FOREIGN KEY (agency_id, author_id) REFERENCES person(agency_id, id),
  constraint scenario_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX scenario_of_author ON public.scenario USING btree (agency_id, author_id, worksheet_id, made_at, id);
CREATE INDEX scenario_of_sheet ON public.scenario USING btree (agency_id, worksheet_id);

create table scenario_seat (
  agency_id uuid not null,
  scenario_id uuid not null,
  student_id uuid not null,
  request_id uuid,
  set_at timestamp with time zone not null default now(),
  constraint scenario_seat_pkey PRIMARY KEY (agency_id, scenario_id, student_id),
  constraint scenario_seat_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE,
  constraint scenario_seat_agency_id_scenario_id_fkey FOREIGN KEY (agency_id, scenario_id) REFERENCES scenario(agency_id, id) ON DELETE CASCADE,
  constraint scenario_seat_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX scenario_seat_of_request ON public.scenario_seat USING btree (agency_id, request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX scenario_seat_of_student ON public.scenario_seat USING btree (agency_id, student_id);

create table search_name (
  agency_id uuid not null,
  kind text not null,
  id uuid not null,
  words text not null,
  constraint search_name_pkey PRIMARY KEY (agency_id, kind, id),
  constraint search_name_kind_check CHECK ((kind = ANY (ARRAY['agency'::text, 'site'::text, 'service'::text, 'destination'::text, 'programme'::text, 'course'::text, 'cohort'::text, 'term'::text, 'person'::text, 'person-more'::text, 'student'::text, 'student-more'::text]))),
  constraint search_name_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id) ON DELETE CASCADE
);
CREATE INDEX search_name_by_word ON public.search_name USING gin (words gin_trgm_ops) WHERE (kind !~~ 'student%'::text);
CREATE INDEX search_name_of_student ON public.search_name USING gin (words gin_trgm_ops) WHERE (kind ~~ 'student%'::text);

create table search_request (
  agency_id uuid not null,
  id uuid not null,
  receiving_id uuid,
  day date not null,
  facets uuid[] not null,
  constraint search_request_pkey PRIMARY KEY (agency_id, id),
  constraint search_request_agency_id_id_fkey FOREIGN KEY (agency_id, id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX search_request_facet ON public.search_request USING gin (facets) WITH (fastupdate=off);
CREATE INDEX search_request_of_school ON public.search_request USING btree (agency_id, day DESC, id DESC);
CREATE INDEX search_request_received ON public.search_request USING btree (receiving_id, day DESC, id DESC) WHERE (receiving_id IS NOT NULL);

create table service (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  name text not null,
  coordinator_id uuid,
  is_user boolean not null default true,
  retired_on date,
  found_by text not null default ''::text,
  redirects text not null default 'no'::text,
  redirect_unit_id uuid,
  constraint service_pkey PRIMARY KEY (agency_id, id),
  constraint service_agency_id_site_id_id_key UNIQUE (agency_id, site_id, id),
  constraint known_redirects CHECK ((redirects = ANY (ARRAY['no'::text, 'asked'::text, 'unit'::text]))),
  constraint service_name_check CHECK ((name <> ''::text)),
  constraint service_agency_id_coordinator_id_fkey FOREIGN KEY (agency_id, coordinator_id) REFERENCES person(agency_id, id),
  constraint service_agency_id_redirect_unit_id_fkey FOREIGN KEY (agency_id, redirect_unit_id) REFERENCES destination(agency_id, id) ON DELETE SET NULL (redirect_unit_id),
  constraint service_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id),
  constraint service_holds_nothing_open TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_service_per_name ON public.service USING btree (agency_id, site_id, lower(name));
CREATE UNIQUE INDEX service_by_id ON public.service USING btree (id);
CREATE INDEX service_in_order ON public.service USING btree (found_by COLLATE "C", id);
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name ON public.service FOR EACH ROW EXECUTE FUNCTION named_again('service');
CREATE TRIGGER names_below_are_found AFTER UPDATE OF name, site_id ON public.service FOR EACH ROW WHEN (((old.name <> new.name) OR (old.site_id <> new.site_id))) EXECUTE FUNCTION names_below_are_found();
CREATE TRIGGER service_coordinator_makes_user BEFORE UPDATE OF coordinator_id ON public.service FOR EACH ROW WHEN ((new.coordinator_id IS DISTINCT FROM old.coordinator_id)) EXECUTE FUNCTION contact_makes_user();
CREATE CONSTRAINT TRIGGER service_holds_nothing_open AFTER INSERT OR UPDATE OF retired_on, site_id ON public.service DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing_open_under_retired();
CREATE TRIGGER service_is_another AFTER UPDATE ON public.service FOR EACH ROW WHEN ((((old.name IS DISTINCT FROM new.name) OR (old.site_id IS DISTINCT FROM new.site_id)) OR (old.retired_on IS DISTINCT FROM new.retired_on))) EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER service_is_found_by BEFORE INSERT OR UPDATE OF name, site_id, found_by ON public.service FOR EACH ROW EXECUTE FUNCTION service_is_found_by();
CREATE TRIGGER services_are_others AFTER INSERT OR DELETE ON public.service FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_another();

create table session (
  id_hash text not null,
  account_id uuid not null,
  agency_id uuid,
  role_id uuid,
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  user_agent text not null default ''::text,
  constraint session_pkey PRIMARY KEY (id_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint session_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE SET NULL
);
CREATE INDEX session_by_end ON public.session USING btree (expires_at);
CREATE INDEX session_of_account ON public.session USING btree (account_id);

create table setting (
  name text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (name)
);

create table sharing_setting (
  agency_id uuid not null,
  open boolean not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint sharing_setting_pkey PRIMARY KEY (agency_id),
  constraint sharing_setting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id) ON DELETE CASCADE
);

create table sheet_laid (
  agency_id uuid not null,
  sheet_id uuid not null,
  at timestamp with time zone not null default now(),
  constraint sheet_laid_pkey PRIMARY KEY (agency_id, sheet_id),
  constraint sheet_laid_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE,
  constraint rows_laid TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE CONSTRAINT TRIGGER rows_laid AFTER INSERT OR UPDATE ON public.sheet_laid DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rows_laid();

create table sheet_moment (
  agency_id uuid not null,
  sheet_id uuid not null,
  update_id bigint not null,
  cells text not null,
  constraint sheet_moment_pkey PRIMARY KEY (agency_id, sheet_id, update_id),
  constraint sheet_moment_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);

create table sheet_owner (
  sheet_id uuid not null,
  node_id uuid not null,
  constraint sheet_owner_pkey PRIMARY KEY (sheet_id),
  constraint sheet_owner_node_id_fkey FOREIGN KEY (node_id) REFERENCES node(id) ON DELETE CASCADE
);
CREATE INDEX sheet_owner_by_node ON public.sheet_owner USING btree (node_id);

create table sheet_snapshot (
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  upto_id bigint not null,
  data bytea not null,
  constraint sheet_snapshot_pkey PRIMARY KEY (agency_id, sheet_id, epoch),
  constraint sheet_snapshot_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);

create table sheet_update (
  id bigint not null generated always as identity,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  data bytea not null,
  constraint sheet_update_pkey PRIMARY KEY (agency_id, sheet_id, epoch, id, at)
) partition by RANGE (at);
CREATE INDEX sheet_update_lately ON ONLY public.sheet_update USING brin (at);

create table sheet_update_default (
  id bigint not null generated always as identity,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  data bytea not null,
  constraint sheet_update_default_pkey PRIMARY KEY (agency_id, sheet_id, epoch, id, at)
) -- partition of sheet_update DEFAULT;
CREATE INDEX sheet_update_default_at_idx ON public.sheet_update_default USING brin (at);

create table sign_in_link (
  token_hash text not null,
  account_id uuid not null,
  purpose text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_link_pkey PRIMARY KEY (token_hash),
  constraint sign_in_link_purpose_check CHECK ((purpose = ANY (ARRAY['first-password'::text, 'new-password'::text]))),
  constraint sign_in_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_link_of_account ON public.sign_in_link USING btree (account_id);

create table site (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  short_name text not null default ''::text,
  address text not null default ''::text,
  phone text,
  contact_id uuid,
  is_user boolean not null default true,
  retired_on date,
  latitude double precision,
  longitude double precision,
  constraint site_pkey PRIMARY KEY (agency_id, id),
  constraint site_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint site_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint site_name_check CHECK ((name <> ''::text)),
  constraint site_position_whole CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint site_agency_id_contact_id_fkey FOREIGN KEY (agency_id, contact_id) REFERENCES person(agency_id, id),
  constraint site_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint site_holds_nothing_open TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_site_per_name ON public.site USING btree (agency_id, lower(name));
CREATE UNIQUE INDEX site_by_id ON public.site USING btree (id);
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name, short_name ON public.site FOR EACH ROW EXECUTE FUNCTION named_again('site');
CREATE TRIGGER names_below_are_found AFTER UPDATE OF name, short_name ON public.site FOR EACH ROW WHEN (((old.name <> new.name) OR (old.short_name <> new.short_name))) EXECUTE FUNCTION names_below_are_found();
CREATE CONSTRAINT TRIGGER site_holds_nothing_open AFTER UPDATE OF retired_on ON public.site DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.retired_on IS NOT NULL)) EXECUTE FUNCTION nothing_open_under_retired();
CREATE TRIGGER site_is_another AFTER UPDATE ON public.site FOR EACH ROW WHEN ((((old.name IS DISTINCT FROM new.name) OR (old.short_name IS DISTINCT FROM new.short_name)) OR (old.retired_on IS DISTINCT FROM new.retired_on))) EXECUTE FUNCTION catalogue_is_another();
CREATE TRIGGER sites_are_others AFTER INSERT OR DELETE ON public.site FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_another();

create table student (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  number text not null,
  last_name text not null,
  first_name text not null default ''::text,
  email text,
  phone text,
  birth_date date,
  fictitious boolean not null default false,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  sort_name text not null generated always as (fold_text(((last_name || ', '::text) || first_name))) stored,
  search text not null generated always as (fold_text(((((((((last_name || ' '::text) || first_name) || ' '::text) || last_name) || ' '::text) || number) || ' '::text) || COALESCE(email, ''::text)))) stored,
  consent_signed_on date,
  consent_until date,
  consent_scopes text[] not null default '{}'::text[],
  graduated_on date,
  sealed text,
  constraint student_pkey PRIMARY KEY (agency_id, id),
  constraint consent_in_order CHECK ((consent_signed_on <= consent_until)),
  constraint consent_whole CHECK (((consent_signed_on IS NULL) = (consent_until IS NULL))),
  constraint sealed_says_nothing CHECK (((sealed IS NULL) OR ((last_name = '•••'::text) AND (first_name = ''::text) AND (num_nonnulls(email, phone, birth_date) = 0)))),
  constraint student_consent_scopes_check CHECK ((consent_scopes <@ ARRAY['number'::text, 'email'::text, 'phone'::text])),
  constraint student_last_name_check CHECK ((last_name <> ''::text)),
  constraint student_number_check CHECK ((number <> ''::text)),
  constraint student_sealed_check CHECK ((sealed = ANY (ARRAY['graduated'::text, 'lapsed'::text, 'ended'::text]))),
  constraint student_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_student_per_number ON public.student USING btree (agency_id, lower(number));
CREATE INDEX student_by_name ON public.student USING btree (agency_id, sort_name, id);
CREATE INDEX student_consent ON public.student USING btree (agency_id, consent_until) WHERE (sealed IS NULL);
CREATE TRIGGER home_goes_with_profile AFTER UPDATE OF sealed ON public.student FOR EACH ROW WHEN (((new.sealed IS NOT NULL) AND (old.sealed IS NULL))) EXECUTE FUNCTION home_goes_with_profile();
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF first_name, last_name, number, email, sealed ON public.student FOR EACH ROW EXECUTE FUNCTION named_again('student', 'student-more');

create table student_home (
  agency_id uuid not null,
  student_id uuid not null,
  latitude double precision not null,
  longitude double precision not null,
  constraint student_home_pkey PRIMARY KEY (agency_id, student_id),
  constraint home_is_approximate CHECK ((((latitude)::numeric = round((latitude)::numeric, 2)) AND ((longitude)::numeric = round((longitude)::numeric, 2)))),
  constraint student_home_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint student_home_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint student_home_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);
CREATE TRIGGER sealed_has_no_home BEFORE INSERT OR UPDATE ON public.student_home FOR EACH ROW EXECUTE FUNCTION sealed_has_no_home();

create table student_import (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  file_name text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  undone_at timestamp with time zone,
  added integer not null,
  changed integer not null,
  enrolled integer not null,
  constraint student_import_pkey PRIMARY KEY (agency_id, id),
  constraint student_import_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint student_import_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX student_import_in_order ON public.student_import USING btree (agency_id, made_at DESC);

create table student_import_enrolment (
  agency_id uuid not null,
  import_id uuid not null,
  enrolment_id uuid not null,
  state_before text,
  preferences_before text[],
  constraint student_import_enrolment_pkey PRIMARY KEY (agency_id, import_id, enrolment_id),
  constraint student_import_enrolment_state_before_check CHECK ((state_before = ANY (ARRAY['enrolled'::text, 'waived'::text, 'withdrawn'::text]))),
  constraint student_import_enrolment_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE,
  constraint student_import_enrolment_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX student_import_enrolment_of_enrolment ON public.student_import_enrolment USING btree (agency_id, enrolment_id);

create table student_import_row (
  agency_id uuid not null,
  import_id uuid not null,
  student_id uuid not null,
  row_number integer not null,
  added boolean not null,
  before jsonb not null default '{}'::jsonb,
  after jsonb not null default '{}'::jsonb,
  constraint student_import_row_pkey PRIMARY KEY (agency_id, import_id, student_id),
  constraint student_import_row_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id) ON DELETE CASCADE,
  constraint student_import_row_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX student_import_row_of_student ON public.student_import_row USING btree (agency_id, student_id);

create table student_sealed (
  agency_id uuid not null,
  student_id uuid not null,
  last_name text not null,
  first_name text not null,
  email text,
  phone text,
  birth_date date,
  sealed_at timestamp with time zone not null,
  note text not null default ''::text,
  constraint student_sealed_pkey PRIMARY KEY (agency_id, student_id),
  constraint student_sealed_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);

create table supply_look (
  agency_id uuid not null,
  until timestamp with time zone not null,
  constraint supply_look_pkey PRIMARY KEY (agency_id),
  constraint supply_look_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id) ON DELETE CASCADE
);

create table supply_stale (
  id bigint not null generated always as identity,
  receiving_id uuid not null,
  service_id uuid not null,
  destination_id uuid,
  constraint supply_stale_pkey PRIMARY KEY (id)
);

create table survey (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  receiving_id uuid not null,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (COALESCE(destination_id, service_id, site_id)) stored,
  name text not null,
  email text not null,
  language text not null,
  token_hash text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  opened_at timestamp with time zone,
  draft jsonb,
  answer jsonb,
  answered_at timestamp with time zone,
  settled_at timestamp with time zone,
  settled_by uuid,
  taken text[],
  constraint survey_pkey PRIMARY KEY (agency_id, id),
  constraint one_survey_per_token UNIQUE (token_hash),
  constraint answered_when_answered CHECK (((answer IS NULL) = (answered_at IS NULL))),
  constraint one_place_per_survey CHECK ((num_nonnulls(site_id, service_id, destination_id) = 1)),
  constraint settled_when_answered CHECK (((settled_at IS NULL) OR (answered_at IS NOT NULL))),
  constraint survey_email_check CHECK ((email = lower(email))),
  constraint survey_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint survey_agency_id_created_by_fkey FOREIGN KEY (agency_id, created_by) REFERENCES person(agency_id, id),
  constraint survey_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint survey_agency_id_settled_by_fkey FOREIGN KEY (agency_id, settled_by) REFERENCES person(agency_id, id),
  constraint survey_receiving_id_destination_id_fkey FOREIGN KEY (receiving_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint survey_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint survey_receiving_id_service_id_fkey FOREIGN KEY (receiving_id, service_id) REFERENCES service(agency_id, id) ON DELETE CASCADE,
  constraint survey_receiving_id_site_id_fkey FOREIGN KEY (receiving_id, site_id) REFERENCES site(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX survey_of_place ON public.survey USING btree (place_id, agency_id);
CREATE INDEX survey_to_settle ON public.survey USING btree (agency_id, answered_at) WHERE ((answered_at IS NOT NULL) AND (settled_at IS NULL) AND (revoked_at IS NULL));

create table term (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  short_name text not null,
  starts_on date not null,
  ends_on date not null,
  constraint term_pkey PRIMARY KEY (agency_id, id),
  constraint term_in_order CHECK ((starts_on <= ends_on)),
  constraint term_name_check CHECK ((name <> ''::text)),
  constraint term_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 10))),
  constraint term_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint term_brackets_courses TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_term_per_short_name ON public.term USING btree (agency_id, lower(short_name));
CREATE TRIGGER named_again AFTER INSERT OR DELETE OR UPDATE OF name, short_name ON public.term FOR EACH ROW EXECUTE FUNCTION named_again('term');
CREATE CONSTRAINT TRIGGER term_brackets_courses AFTER UPDATE OF starts_on, ends_on ON public.term DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION term_brackets_courses();

create table territory (
  id uuid not null default uuidv7(),
  name text not null,
  time_zone text not null,
  cancellation_mail boolean not null default true,
  constraint territory_pkey PRIMARY KEY (id),
  constraint territory_name_check CHECK ((name <> ''::text)),
  constraint territory_time_zone_check CHECK ((time_zone ~ '^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$'::text))
);
CREATE UNIQUE INDEX one_territory_per_name ON public.territory USING btree (lower(name));

create table unit_contact (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  destination_id uuid not null,
  person_id uuid not null,
  discipline text not null default ''::text,
  rank smallint not null,
  constraint unit_contact_pkey PRIMARY KEY (agency_id, id),
  constraint unit_contact_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id) ON DELETE CASCADE,
  constraint unit_contact_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
CREATE UNIQUE INDEX one_unit_contact ON public.unit_contact USING btree (agency_id, destination_id, lower(discipline), person_id);
CREATE INDEX unit_contact_of_person ON public.unit_contact USING btree (agency_id, person_id);

create table usual_leader (
  agency_id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  constraint usual_leader_pkey PRIMARY KEY (agency_id, course_id, person_id),
  constraint usual_leader_agency_id_course_id_fkey FOREIGN KEY (agency_id, course_id) REFERENCES course(agency_id, id) ON DELETE CASCADE,
  constraint usual_leader_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);

create table watch (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  role_id uuid not null,
  account_id uuid not null,
  kind text not null,
  question jsonb not null,
  facet text not null,
  discipline text,
  from_day date,
  to_day date,
  ends_on date,
  mail boolean not null default false,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  holds boolean not null default false,
  witness_id uuid,
  since timestamp with time zone,
  judged_seq bigint not null default 0,
  judged_on date not null,
  constraint watch_pkey PRIMARY KEY (agency_id, id),
  constraint watch_facet_check CHECK ((facet <> ''::text)),
  constraint watch_kind_check CHECK ((kind = ANY (ARRAY['room'::text, 'request'::text, 'conflict'::text, 'place'::text]))),
  constraint watch_witness_holds CHECK ((holds = (witness_id IS NOT NULL))),
  constraint watch_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint watch_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX watch_by_day ON public.watch USING btree (judged_on) WHERE ((paused_at IS NULL) AND (removed_at IS NULL));
CREATE INDEX watch_by_facet ON public.watch USING btree (facet, kind) WHERE ((paused_at IS NULL) AND (removed_at IS NULL));
CREATE INDEX watch_by_witness ON public.watch USING btree (witness_id) WHERE ((witness_id IS NOT NULL) AND (paused_at IS NULL) AND (removed_at IS NULL));
CREATE INDEX watch_of_role ON public.watch USING btree (agency_id, role_id, id DESC) WHERE (removed_at IS NULL);

create table watch_match (
  agency_id uuid not null,
  watch_id uuid not null,
  item_id uuid not null,
  since timestamp with time zone not null,
  constraint watch_match_pkey PRIMARY KEY (agency_id, watch_id, item_id),
  constraint watch_match_agency_id_watch_id_fkey FOREIGN KEY (agency_id, watch_id) REFERENCES watch(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX watch_match_of_item ON public.watch_match USING btree (item_id);

create table watch_told (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  watch_id uuid not null,
  at timestamp with time zone not null,
  seq bigint not null,
  count integer not null,
  items jsonb not null,
  constraint watch_told_pkey PRIMARY KEY (agency_id, id),
  constraint watch_told_count_check CHECK ((count > 0)),
  constraint watch_told_agency_id_watch_id_fkey FOREIGN KEY (agency_id, watch_id) REFERENCES watch(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX watch_told_of_watch ON public.watch_told USING btree (agency_id, watch_id, id DESC);

create table welcome_hidden_notice (
  agency_id uuid not null,
  role_id uuid not null,
  kind text not null,
  item text not null default ''::text,
  state text not null,
  at timestamp with time zone not null,
  constraint welcome_hidden_notice_pkey PRIMARY KEY (agency_id, role_id, kind, item),
  constraint hidden_notice_is_short CHECK (((length(kind) <= 40) AND (length(item) <= 60) AND (length(state) <= 200))),
  constraint welcome_hidden_notice_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE
);

create table welcome_hidden_request (
  agency_id uuid not null,
  role_id uuid not null,
  school_id uuid not null,
  request_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint welcome_hidden_request_pkey PRIMARY KEY (agency_id, role_id, school_id, request_id),
  constraint welcome_hidden_request_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE,
  constraint welcome_hidden_request_school_id_request_id_fkey FOREIGN KEY (school_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX welcome_hidden_request_of_request ON public.welcome_hidden_request USING btree (school_id, request_id);

create table welcome_seen (
  agency_id uuid not null,
  role_id uuid not null,
  school_id uuid not null,
  request_id uuid not null,
  seq bigint not null,
  constraint welcome_seen_pkey PRIMARY KEY (agency_id, role_id, school_id, request_id),
  constraint welcome_seen_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE,
  constraint welcome_seen_school_id_request_id_fkey FOREIGN KEY (school_id, request_id) REFERENCES request(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX welcome_seen_of_request ON public.welcome_seen USING btree (school_id, request_id);

create table welcome_visit (
  agency_id uuid not null,
  role_id uuid not null,
  session text not null default 'today'::text,
  since_seq bigint not null,
  since_at timestamp with time zone not null,
  here_seq bigint not null,
  here_at timestamp with time zone not null,
  constraint welcome_visit_pkey PRIMARY KEY (agency_id, role_id),
  constraint visit_in_order CHECK (((since_seq <= here_seq) AND (since_at <= here_at))),
  constraint welcome_visit_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE
);

create table worksheet (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  kind text not null,
  epoch integer not null default 1,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  uncopied uuid[] not null default '{}'::uuid[],
  locks_version bigint not null default 0,
  constraint worksheet_pkey PRIMARY KEY (agency_id, id),
  constraint worksheet_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint worksheet_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id)
);
CREATE UNIQUE INDEX one_worksheet_of_a_kind ON public.worksheet USING btree (agency_id, cohort_course_id, kind) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX worksheet_by_id ON public.worksheet USING btree (id);
CREATE TRIGGER sheet_is_planned_anew AFTER UPDATE OF deleted_at ON public.worksheet FOR EACH ROW WHEN (((new.kind = 'group'::text) AND (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION sheet_is_planned_anew();

create table worksheet_row (
  agency_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  cells jsonb not null default '{}'::jsonb,
  rank text not null default ''::text,
  deleted boolean not null default false,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  constraint worksheet_row_pkey PRIMARY KEY (agency_id, worksheet_id, row_id),
  constraint worksheet_row_row_id_check CHECK (((length(row_id) >= 1) AND (length(row_id) <= 40))),
  constraint worksheet_row_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE TRIGGER row_is_planned AFTER INSERT ON public.worksheet_row REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION row_is_planned_anew();
CREATE TRIGGER row_is_planned_anew AFTER UPDATE ON public.worksheet_row REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION row_is_planned_anew();
