-- What a coordinator keeps out of a matching before it runs (F-167): a student or a place withheld, a student locked where she is to be.
create table matching_exception (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  kind text not null check (kind in ('student', 'place', 'lock')),
  student_id uuid,
  request_id uuid,
  note text not null default '' check (length(note) <= 500),
  made_by uuid not null,
  made_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, made_by) references person (agency_id, id),
  constraint exception_names_its_subject check ((student_id is not null) = (kind in ('student', 'lock')) and (request_id is not null) = (kind in ('place', 'lock')))
);
create unique index one_exception_per_student on matching_exception (agency_id, worksheet_id, student_id) where student_id is not null;
create unique index one_exception_per_place on matching_exception (agency_id, worksheet_id, request_id) where kind = 'place';
create index matching_exception_of_student on matching_exception (agency_id, student_id) where student_id is not null;
create index matching_exception_of_request on matching_exception (agency_id, request_id) where request_id is not null;

-- One calculation: what it was asked, what it stood on (the number of the last event it had read), how far it is. It only proposes.
create table matching_run (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  -- the sheet's own, and the cohort's others matched along
  worksheet_ids uuid[] not null,
  started_by uuid not null,
  started_at timestamptz not null default now(),
  seq bigint not null,
  rule_version text not null,
  -- 0 to 100 by name: wishes, fairness, variety, travel, continuity, load
  weights jsonb not null,
  -- which alternatives were asked for
  ways text[] not null,
  -- whose order a random one follows; published with its result (F-165)
  seed text not null,
  statuses text[] not null,
  -- whether seats taken already stay, or only those that are locked or confirmed
  keeps text not null check (keeps in ('seats', 'locks')),
  -- who sat where and how places stood when it was read: what moved since is told by comparison (shape in domain/matching-basis.ts)
  basis jsonb not null,
  students integer not null,
  places integer not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'cut-off', 'failed')),
  progress smallint not null default 0 check (progress between 0 and 100),
  -- which of the alternatives is being worked out
  stage text not null default '',
  -- said every few seconds by the node that works; when it stops saying so, the run was cut off
  beat_at timestamptz not null default now(),
  cancel_asked boolean not null default false,
  ended_by uuid,
  ended_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, started_by) references person (agency_id, id),
  foreign key (agency_id, ended_by) references person (agency_id, id),
  constraint ended_when_ended check ((state = 'running') = (ended_at is null))
);
create unique index one_matching_at_a_time on matching_run (agency_id, worksheet_id) where state = 'running';
create index matching_run_of_sheet on matching_run (agency_id, worksheet_id, started_at desc);
create index matching_run_alive on matching_run (beat_at) where state = 'running';

-- One of the results of a run, to be laid beside the others.
create table matching_solution (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  run_id uuid not null,
  number smallint not null,
  way text not null,
  state text not null check (state in ('optimal', 'bounded', 'stopped', 'drawn')),
  objective double precision not null,
  -- null where nothing is proven (by lot, in order)
  bound double precision,
  gap double precision,
  -- counts by rank, worst-off, gini, kilometres; cost by term (domain/matching.ts)
  score jsonb not null,
  parts jsonb not null,
  unplaced_cost double precision not null,
  -- of a lot: the students in the order they were drawn, published with the run's seed (F-165)
  drawn uuid[],
  seconds real not null,
  primary key (agency_id, id),
  constraint one_solution_per_number unique (agency_id, run_id, number),
  foreign key (agency_id, run_id) references matching_run (agency_id, id) on delete cascade
);

-- Where a solution puts each student, or that it has no place for her, and why.
create table matching_seat (
  agency_id uuid not null,
  solution_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  -- null when she is not placed, and when the place is gone since
  request_id uuid,
  placed boolean not null,
  -- which of her wishes it is; null: none of them
  rank smallint,
  -- why nowhere
  why text,
  primary key (agency_id, solution_id, worksheet_id, student_id),
  foreign key (agency_id, solution_id) references matching_solution (agency_id, id) on delete cascade,
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  foreign key (agency_id, request_id) references request (agency_id, id) on delete set null (request_id)
);
create index matching_seat_of_student on matching_seat (agency_id, student_id);
create index matching_seat_of_request on matching_seat (agency_id, request_id) where request_id is not null;
create index matching_seat_of_sheet on matching_seat (agency_id, worksheet_id);
