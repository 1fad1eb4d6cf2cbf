-- Several seats changed as one action: by hand, by a solution, a scenario, a swap, students' choices. Kept with what was before, so that
-- it can be taken back as one, and so that a seat says what proposed it beside who decided it.
create table assignment_batch (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cause text not null check (cause in ('hand', 'solution', 'scenario', 'swap', 'choice', 'undo')),
  -- The run, scenario, round or batch it came from; several tables, so no reference.
  cause_id uuid,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  primary key (agency_id, id)
);
create index assignment_batch_of_cause on assignment_batch (agency_id, cause_id) where cause_id is not null;

create table assignment_batch_row (
  agency_id uuid not null,
  batch_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  -- Where she was, and the action that had put her there; null: nowhere on this sheet.
  from_request_id uuid,
  from_batch_id uuid,
  -- Where she was put, and the seat as it was made; null: off her place.
  to_request_id uuid,
  assignment_id uuid,
  taken_back_by uuid,
  taken_back_at timestamptz,
  primary key (agency_id, batch_id, worksheet_id, student_id),
  foreign key (agency_id, batch_id) references assignment_batch (agency_id, id) on delete cascade,
  foreign key (agency_id, from_batch_id) references assignment_batch (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  foreign key (agency_id, from_request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, to_request_id) references request (agency_id, id) on delete cascade,
  constraint batch_row_moves check (from_request_id is distinct from to_request_id),
  constraint batch_row_seat check ((to_request_id is null) = (assignment_id is null)),
  constraint batch_row_back check ((taken_back_by is null) = (taken_back_at is null))
);
create index assignment_batch_row_of_sheet on assignment_batch_row (agency_id, worksheet_id, batch_id);
create index assignment_batch_row_of_student on assignment_batch_row (agency_id, student_id);
create index assignment_batch_row_from on assignment_batch_row (agency_id, from_request_id) where from_request_id is not null;
create index assignment_batch_row_to on assignment_batch_row (agency_id, to_request_id) where to_request_id is not null;

-- The action that put somebody on her seat; null: one command for her alone.
alter table assignment
  add column batch_id uuid,
  add foreign key (agency_id, batch_id) references assignment_batch (agency_id, id);
create index assignment_of_batch on assignment (agency_id, batch_id) where batch_id is not null;
