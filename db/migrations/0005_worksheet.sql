-- A worksheet is one Y.Doc: its updates are the truth, its rows a projection written in the same statement.
create table worksheet (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  kind text not null check (kind in ('group', 'individual')),
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id),
  constraint one_worksheet_of_a_kind unique (agency_id, cohort_course_id, kind)
);
create unique index worksheet_by_id on worksheet (id);

create table sheet_update (
  id bigint generated always as identity primary key,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamptz not null default now(),
  data bytea not null,
  foreign key (agency_id, sheet_id) references worksheet (agency_id, id)
);
create index sheet_update_in_order on sheet_update (agency_id, sheet_id, epoch, id);

create table sheet_snapshot (
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  upto_id bigint not null,
  data bytea not null,
  primary key (agency_id, sheet_id, epoch),
  foreign key (agency_id, sheet_id) references worksheet (agency_id, id)
);

create table worksheet_row (
  agency_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null check (length(row_id) between 1 and 40),
  -- the text as typed, by column; what it means is domain/worksheet.ts readRow
  cells jsonb not null default '{}',
  -- a fractional index: letters are compared by their codes
  rank text collate "C" not null default '',
  deleted boolean not null default false,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (agency_id, worksheet_id, row_id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id)
);
