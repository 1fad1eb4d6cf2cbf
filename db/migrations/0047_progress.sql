-- What is due, the nearest first: answers a school waits for, and how long answers took.
create index request_awaited on request (agency_id, answer_by, id)
  where status in ('sent', 'sent-paper', 'reactivated', 'redirected', 'redirected-paper', 'redirected-auto', 'accepted-by-unit', 'declined-by-unit');
create index request_answered on request (agency_id, answered_at) where answered_at is not null;
create index request_answered_there on request (receiving_id, answered_at) where answered_at is not null;
create index request_held on request (agency_id, release_at) where status = 'sent-held';
create index call_open_of_school on call (agency_id, reply_by) where closed_at is null;

-- The log as each organisation reads it: one line for each that may know, with what its filters ask. The log itself is asked for what a line
-- is about; « words » is what a search by text reads: who did it, as that organisation names her, and what the facts say in words.
create table activity (
  agency_id uuid not null references agency (id),
  seq bigint not null,
  day date not null,
  kind text not null,
  person_id uuid,
  words text not null default '',
  constraint activity_pkey primary key (agency_id, seq)
);
create index activity_by_day on activity (agency_id, day, kind);
create index activity_of_kind on activity (agency_id, kind, seq);
create index activity_of_person on activity (agency_id, person_id, seq) where person_id is not null;
create index activity_words on activity using gin (words gin_trgm_ops);

-- What only tells screens that something changed is in no history.
create function event_is_activity() returns trigger language plpgsql as $$
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
end $$;

insert into activity (agency_id, seq, day, kind, person_id, words)
  select who.id, e.seq, (e.at at time zone 'America/Toronto')::date, e.kind, case when who.id = e.actor_agency_id then e.actor_person_id end,
    fold_text(concat_ws(' ', case when e.actor_agency_id is null or who.id = e.actor_agency_id then e.actor_name else actor.name end,
      nullif(said.words, ''), r.reference, d.name, se.name, si.name, c.short_name, c.name, co.number, co.name))
  from event e
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

create trigger event_is_activity after insert on event referencing new table as happened for each statement execute function event_is_activity();
