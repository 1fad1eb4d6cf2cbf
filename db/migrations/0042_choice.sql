-- Students say themselves where they would like to go (F-234 to F-236): a round for a course of a cohort, open between two instants of
-- this server's clock, in which each ranks places that are offered.
create table choice_round (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  least smallint not null check (least between 1 and 20),
  most smallint not null check (most between 1 and 20),
  -- the places of accepted requests of the course's sheets are offered as they come, besides those that were added one by one
  from_sheets boolean not null default true,
  shows_demand boolean not null default false,
  shows_classmates boolean not null default false,
  note text not null default '' check (length(note) <= 1000),
  -- when it was said that it opened, and closed; null: it is to come
  opened_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  set_by uuid not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, id),
  constraint one_round_per_course unique (agency_id, cohort_course_id),
  constraint round_in_order check (opens_at < closes_at),
  constraint ranks_in_order check (least <= most),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id) on delete cascade,
  foreign key (agency_id, set_by) references person (agency_id, id)
);
create index choice_round_to_open on choice_round (opens_at) where opened_at is null;
create index choice_round_to_close on choice_round (closes_at) where closed_at is null;

-- What is said of a place in a round: added by hand, withheld, how many it takes. A place is its deepest level, by which choices name it.
create table choice_place (
  agency_id uuid not null,
  round_id uuid not null,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  receiving_id uuid not null references agency,
  site_id uuid not null references site (id) on delete cascade,
  service_id uuid references service (id) on delete cascade,
  destination_id uuid references destination (id) on delete cascade,
  added boolean not null default false,
  withheld boolean not null default false,
  seats smallint check (seats between 1 and 500),
  at timestamptz not null default clock_timestamp(),
  by_person_id uuid not null,
  primary key (agency_id, round_id, place_id),
  foreign key (agency_id, round_id) references choice_round (agency_id, id) on delete cascade,
  foreign key (agency_id, by_person_id) references person (agency_id, id)
);

-- What one student chose in a round: the list being written and the one that was submitted, each `[{"placeId", "comment"}]` in order.
-- What is submitted is written among the preferences of her enrolment too, where everything else reads it.
create table choice (
  agency_id uuid not null,
  round_id uuid not null,
  enrolment_id uuid not null,
  draft jsonb not null default '[]',
  submitted jsonb,
  version integer not null default 0,
  saved_at timestamptz,
  submitted_at timestamptz,
  -- by whose hand it was submitted, or counted by the clock at closing; `person` names who did it for her
  submitted_how text check (submitted_how in ('student', 'person', 'clock')),
  submitted_by uuid,
  -- of the enrolment's preferences when they were written from here: another number says that somebody changed them since
  preferences_version integer,
  -- when she last looked at what is offered
  seen_at timestamptz,
  unlocked_until timestamptz,
  unlocked_by uuid,
  unlock_reason text not null default '' check (length(unlock_reason) <= 500),
  primary key (agency_id, round_id, enrolment_id),
  constraint submitted_whole check (num_nonnulls(submitted, submitted_at, submitted_how) in (0, 3)),
  constraint unlocked_whole check ((unlocked_until is null) = (unlocked_by is null)),
  foreign key (agency_id, round_id) references choice_round (agency_id, id) on delete cascade,
  foreign key (agency_id, enrolment_id) references enrolment (agency_id, id) on delete cascade,
  foreign key (agency_id, submitted_by) references person (agency_id, id),
  foreign key (agency_id, unlocked_by) references person (agency_id, id)
);
create index choice_of_enrolment on choice (agency_id, enrolment_id);
create index choice_to_lock on choice (unlocked_until) where unlocked_until is not null;

-- Each step of a student's choices, and each attempt outside of the hours: before and after are lists of places by name, as they were.
create table choice_trail (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  round_id uuid not null,
  enrolment_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('submitted', 'person', 'clock', 'unlocked', 'locked', 'early', 'late')),
  by_person_id uuid,
  note text not null default '' check (length(note) <= 500),
  before text[],
  after text[],
  primary key (agency_id, id),
  foreign key (agency_id, round_id) references choice_round (agency_id, id) on delete cascade,
  foreign key (agency_id, enrolment_id) references enrolment (agency_id, id) on delete cascade,
  foreign key (agency_id, by_person_id) references person (agency_id, id)
);
create index choice_trail_of_enrolment on choice_trail (agency_id, round_id, enrolment_id, at);

-- A student has an account through a role that is hers in the register, and no entry in the school's directory: every list of people is
-- read from there, so that no list, choice of a person, mail or report of staff can forget to leave her out.
alter table role
  alter column person_id drop not null,
  add column student_id uuid,
  add constraint role_of_a_person_or_a_student check (
    (kind = 'student' and student_id is not null and person_id is null) or (kind <> 'student' and person_id is not null and student_id is null)),
  add foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  drop constraint role_kind_check,
  add constraint role_kind_check check (kind in ('placing-coordinator', 'receiving-coordinator', 'destination-coordinator', 'course-leader',
    'instructor', 'supervisor', 'student-administrator', 'local-administrator', 'observer', 'student'));
create unique index one_role_per_student on role (agency_id, student_id) where student_id is not null;

-- A student who leaves the register takes her role along; who is signed in with it holds none from then on.
alter table session
  drop constraint session_agency_id_role_id_fkey,
  add constraint session_agency_id_role_id_fkey foreign key (agency_id, role_id) references role (agency_id, id) on delete set null;

-- Students sign in where their school may have no coordinator here: it is she who makes the school a user of the system.
drop trigger school_uses_the_system on role;
create trigger school_uses_the_system after insert on role
  for each row when (new.kind <> 'student') execute function school_uses_the_system();
