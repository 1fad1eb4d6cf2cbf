-- A what-if of who sits where on a sheet: private to its author, a few intended seats over what is so. What is so is never copied, so that
-- it goes on changing underneath.
create table scenario (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  -- whose it is; nobody else's query ever reads it
  author_id uuid not null,
  name text not null check (name <> '' and length(name) <= 80),
  -- what it was begun from: nothing but what was so, another scenario, a solution of a matching
  source text not null check (source in ('reality', 'scenario', 'solution')),
  source_id uuid,
  -- where each student sat when the author last looked, by student: what moved since is told by comparison. A place or null.
  basis jsonb not null default '{}' check (jsonb_typeof(basis) = 'object'),
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, author_id) references person (agency_id, id),
  constraint scenario_source check ((source = 'reality') = (source_id is null))
);
create index scenario_of_author on scenario (agency_id, author_id, worksheet_id, made_at, id);
create index scenario_of_sheet on scenario (agency_id, worksheet_id);

-- Where the author would put one student; null: off her place. Who has no row stays where she is.
create table scenario_seat (
  agency_id uuid not null,
  scenario_id uuid not null,
  student_id uuid not null,
  request_id uuid,
  set_at timestamptz not null default now(),
  primary key (agency_id, scenario_id, student_id),
  foreign key (agency_id, scenario_id) references scenario (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  -- a request deleted for good takes the wish with it: nothing was meant but that place
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade
);
create index scenario_seat_of_student on scenario_seat (agency_id, student_id);
create index scenario_seat_of_request on scenario_seat (agency_id, request_id) where request_id is not null;
