-- A request over several places or periods (« répartition », F-120), requests that share an instructor (F-122), and placements
-- that end earlier, begin later or stop for a while (F-169 to F-171).
alter table request
  -- the primary of which it is a part; null: a request of its own, or the primary itself
  add column split_of uuid,
  -- stands on the row it names; a part made by splitting has none and names its primary's
  add column own_row boolean not null default true,
  -- of a primary, how many of its students its own place takes at a time; null: all of them. A part's size is what its place takes.
  add column size_here integer constraint size_here_within_group check (size_here between 1 and 999 and size_here <= size),
  -- why the part was added, for who receives it
  add column part_reason text not null default '',
  -- one per chain of requests that share an instructor
  add column link_id uuid,
  -- hours of presence a student does, where they were typed because dates and hours cannot say
  add column hours numeric(6, 2) check (hours >= 0),
  -- ranges in which nobody comes
  add column pauses jsonb not null default '[]',
  add foreign key (agency_id, split_of) references request (agency_id, id) deferrable initially deferred,
  add constraint not_of_itself check (split_of <> id),
  add constraint shares_only_as_primary check (split_of is null or size_here is null),
  drop constraint known_status,
  -- a part added to a request that was sent is announced before it is sent itself (`new-part`, T34)
  add constraint known_status check (status in ('new', 'new-part', 'sent', 'sent-paper', 'redirected', 'redirected-paper',
    'accepted-by-unit', 'declined-by-unit', 'accepted', 'declined', 'confirmed', 'cancelled')),
  drop constraint sent_when_sent,
  add constraint sent_when_sent check (status in ('new', 'new-part') or sent_at is not null),
  drop constraint place_before_sending,
  add constraint place_before_sending check (status in ('new', 'new-part', 'cancelled') or num_nonnulls(receiving_id, site_id, service_id) = 3);
create index request_part on request (agency_id, split_of) where split_of is not null;
create index request_linked on request (agency_id, link_id) where link_id is not null;
drop index one_open_request_per_row;
create unique index one_open_request_per_row on request (agency_id, worksheet_id, row_id) where own_row and status not in ('declined', 'cancelled');

-- A part's primary is a request of the same course and kind, and no part itself; students are on primaries alone.
create function split_is_flat() returns trigger language plpgsql as $$
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
end $$;
create constraint trigger split_is_flat after insert or update of split_of on request
  deferrable initially deferred for each row execute function split_is_flat();
create function students_on_primary() returns trigger language plpgsql as $$
begin
  if exists (select from request r where r.agency_id = new.agency_id and r.id = new.request_id and r.split_of is not null) then
    raise exception 'students are on the primary' using errcode = '23514', constraint = 'students_on_primary';
  end if;
  return null;
end $$;
create constraint trigger students_on_primary after insert or update of request_id on assignment
  deferrable initially deferred for each row execute function students_on_primary();

-- A course brackets its requests, whatever moves their dates (section 8, rule 17).
create function request_inside_course() returns trigger language plpgsql as $$
begin
  if exists (select from cohort_course cc where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id
      and (new.starts_on < cc.starts_on or new.ends_on > cc.ends_on)) then
    raise exception 'dates outside of the course' using errcode = '23514', constraint = 'request_inside_course';
  end if;
  return null;
end $$;
create constraint trigger request_inside_course after update of starts_on, ends_on on request
  for each row when (new.starts_on <> old.starts_on or new.ends_on <> old.ends_on) execute function request_inside_course();
create constraint trigger part_inside_course after insert on request
  for each row when (new.split_of is not null) execute function request_inside_course();

-- What was changed of a placement that was agreed on: what the lists show as a chip and the tracking report counts.
create table request_tag (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  kind text not null check (kind in ('shortened', 'postponed', 'suspended')),
  at timestamptz not null,
  by_person_id uuid not null,
  reason_code text not null references reason,
  reason_note text not null default '',
  -- dates as they were, and as they became
  starts_before date not null,
  ends_before date not null,
  starts_after date not null,
  ends_after date not null,
  -- of a suspension; `until` null: until it is resumed
  suspended_from date,
  suspended_to date,
  -- the day they came back, when somebody said so
  resumed_on date,
  hours_before numeric(6, 2),
  hours_after numeric(6, 2),
  hours_typed boolean not null default false,
  resubmitted boolean not null default false,
  -- what the request was, to take it back: {"status", "schedule", "hours", "confirmed": [assignment ids]}
  before jsonb not null,
  undone_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, by_person_id) references person (agency_id, id),
  constraint suspended_from_a_day check ((kind = 'suspended') = (suspended_from is not null)),
  constraint tag_in_order check (starts_after <= ends_after and suspended_from <= suspended_to),
  constraint postponed_is_later check (kind <> 'postponed' or starts_after > starts_before),
  constraint shortened_is_shorter check (kind <> 'shortened' or ends_after < ends_before)
);
create index tag_of_request on request_tag (agency_id, request_id);
create index tag_of_school on request_tag (agency_id, at desc, id desc) where undone_at is null;

alter table reason drop constraint reason_move_check,
  add constraint reason_move_check check (move in ('decline', 'cancel', 'postpone', 'shorten', 'suspend'));
insert into reason (code, move, side, label_fr, label_en, needs_note, position) values
  ('postpone-site', 'postpone', 'placing', 'Milieu pas encore disponible', 'Site not available yet', false, 1),
  ('postpone-hazard', 'postpone', 'placing', 'Éclosion, danger ou fermeture d’urgence', 'Outbreak, hazard or emergency closure', false, 2),
  ('postpone-strike', 'postpone', 'placing', 'Conflit de travail', 'Labour dispute', false, 3),
  ('postpone-instructor', 'postpone', 'placing', 'Enseignant non disponible', 'Instructor not available', false, 4),
  ('postpone-prerequisites', 'postpone', 'placing', 'Préalables pas encore remplis', 'Prerequisites not met yet', false, 5),
  ('postpone-student', 'postpone', 'placing', 'Maladie ou blessure de l’étudiant', 'Student ill or injured', false, 6),
  ('postpone-course', 'postpone', 'placing', 'Calendrier du cours modifié', 'Course calendar changed', false, 7),
  ('postpone-other', 'postpone', 'placing', 'Autre raison', 'Other reason', true, 8),
  ('shorten-withdrew', 'shorten', 'placing', 'Abandon de l’étudiant', 'Student withdrew', false, 1),
  ('shorten-student', 'shorten', 'placing', 'Maladie ou blessure de l’étudiant', 'Student ill or injured', false, 2),
  ('shorten-stopped', 'shorten', 'placing', 'Stage interrompu par l’établissement', 'Stopped by the school', false, 3),
  ('shorten-objectives', 'shorten', 'placing', 'Heures ou objectifs atteints plus tôt', 'Hours or objectives reached earlier', false, 4),
  ('shorten-hazard', 'shorten', 'placing', 'Éclosion, danger ou fermeture d’urgence', 'Outbreak, hazard or emergency closure', false, 5),
  ('shorten-site', 'shorten', 'placing', 'Milieu qui ne peut plus recevoir', 'Site can no longer receive', false, 6),
  ('shorten-other', 'shorten', 'placing', 'Autre raison', 'Other reason', true, 7),
  ('suspend-hazard', 'suspend', 'placing', 'Éclosion, danger ou fermeture d’urgence', 'Outbreak, hazard or emergency closure', false, 1),
  ('suspend-strike', 'suspend', 'placing', 'Conflit de travail', 'Labour dispute', false, 2),
  ('suspend-student', 'suspend', 'placing', 'Maladie ou blessure de l’étudiant', 'Student ill or injured', false, 3),
  ('suspend-instructor', 'suspend', 'placing', 'Enseignant non disponible', 'Instructor not available', false, 4),
  ('suspend-supervision', 'suspend', 'placing', 'Supervision non disponible au milieu', 'No supervision at the site', false, 5),
  ('suspend-other', 'suspend', 'placing', 'Autre raison', 'Other reason', true, 6);
