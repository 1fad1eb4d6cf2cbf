-- The detailed calendar of a request (« horaire détaillé », F-119, F-198 to F-200): the days that are not as its pattern says.
-- One counter for all days: a day that was put back and changed again is never mistaken for what a colleague saw.
create sequence request_day_version;

create table request_day (
  agency_id uuid not null,
  request_id uuid not null,
  -- null: the whole group; else that student's own day, gone when she leaves the place
  student_id uuid,
  day date not null,
  state text not null check (state in ('removed', 'added')),
  start_time time,
  end_time time,
  shift_code text,
  kind text not null default 'shift' check (kind in ('shift', 'orientation', 'observation')),
  -- why it is out
  reason text check (reason in ('holiday', 'closed', 'rotation', 'other')),
  version bigint not null default nextval('request_day_version'),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  constraint one_exception_per_day unique nulls not distinct (agency_id, request_id, day, student_id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, request_id, student_id) references assignment (agency_id, request_id, student_id) on delete cascade,
  constraint both_day_times_or_none check ((start_time is null) = (end_time is null)),
  constraint removed_has_no_hours check (state = 'added' or (start_time is null and shift_code is null and kind = 'shift')),
  constraint reason_of_removed check (state = 'removed' or reason is null)
);
create index request_day_of_student on request_day (agency_id, request_id, student_id) where student_id is not null;

-- What is known of « jours variés » and « heures variées », and how often the calendar was changed (SEQUENCE of its .ics file).
create table request_calendar (
  agency_id uuid not null,
  request_id uuid not null,
  sequence integer not null default 0,
  days_min smallint check (days_min between 0 and 7),
  days_max smallint check (days_max between 1 and 7),
  hours_min numeric(4, 2) check (hours_min > 0),
  hours_max numeric(4, 2) check (hours_max <= 24),
  changed_at timestamptz not null default now(),
  primary key (agency_id, request_id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  constraint days_in_order check ((days_min is null) = (days_max is null) and days_min <= days_max),
  constraint hours_in_order check ((hours_min is null) = (hours_max is null) and hours_min <= hours_max)
);

-- Days a school is closed by its own calendar (« relâche », « journée pédagogique »): proposed out of every schedule.
create table closed_day (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> '' and length(name) <= 80),
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  primary key (agency_id, id),
  constraint closed_in_order check (starts_on <= ends_on and ends_on < starts_on + 62)
);
create index closed_day_in_order on closed_day (agency_id, starts_on);
