-- One register of students per school (F-063); an enrolment is a student in a cohort-course.

-- Text as it is searched and sorted: no accents, no case. A wrapper, because unaccent alone is not immutable.
create function fold_text(given text) returns text language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, given));

create table student (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  number text not null check (number <> ''),
  last_name text not null check (last_name <> ''),
  first_name text not null default '',
  email text,
  phone text,
  birth_date date,
  -- « étudiant fictif » (F-068): stands in until real names are known
  fictitious boolean not null default false,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  sort_name text collate "C" not null generated always as (fold_text(last_name || ', ' || first_name)) stored,
  search text not null generated always as (fold_text(last_name || ' ' || first_name || ' ' || last_name || ' ' || number || ' ' || coalesce(email, ''))) stored,
  primary key (agency_id, id)
);
create unique index one_student_per_number on student (agency_id, lower(number));
create index student_by_name on student (agency_id, sort_name, id);

create table enrolment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  student_id uuid not null,
  state text not null default 'enrolled' check (state in ('enrolled', 'waived', 'withdrawn')),
  -- copied to the group or individual worksheet (marks Grp, Indiv: F-094)
  copied_to text check (copied_to in ('group', 'individual')),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id),
  foreign key (agency_id, student_id) references student (agency_id, id),
  constraint one_enrolment_per_student unique (agency_id, cohort_course_id, student_id)
);
create index enrolment_of_student on enrolment (agency_id, student_id);

create table preference (
  agency_id uuid not null,
  enrolment_id uuid not null,
  rank smallint not null check (rank between 1 and 20),
  -- as written: "Hôpital du Nord / Médecine / 4e Est"; resolved against the catalogue when read
  path text not null check (path <> ''),
  primary key (agency_id, enrolment_id, rank),
  foreign key (agency_id, enrolment_id) references enrolment (agency_id, id) on delete cascade
);

-- A list of students that was imported, so that it can be taken back for a day (I5).
create table student_import (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  file_name text not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  undone_at timestamptz,
  added integer not null,
  changed integer not null,
  enrolled integer not null,
  primary key (agency_id, id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id)
);
create index student_import_in_order on student_import (agency_id, made_at desc);

-- What an import did to each student it touched. What it replaced is forgotten when it can no longer be taken back.
create table student_import_row (
  agency_id uuid not null,
  import_id uuid not null,
  student_id uuid not null,
  row_number integer not null,
  added boolean not null,
  -- {"email": "…"}: the fields written, before and after
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  primary key (agency_id, import_id, student_id),
  foreign key (agency_id, import_id) references student_import (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade
);
create index student_import_row_of_student on student_import_row (agency_id, student_id);

create table student_import_enrolment (
  agency_id uuid not null,
  import_id uuid not null,
  enrolment_id uuid not null,
  -- null: enrolled by the import; else the state it had
  state_before text check (state_before in ('enrolled', 'waived', 'withdrawn')),
  preferences_before text[],
  primary key (agency_id, import_id, enrolment_id),
  foreign key (agency_id, import_id) references student_import (agency_id, id) on delete cascade,
  foreign key (agency_id, enrolment_id) references enrolment (agency_id, id) on delete cascade
);

create index student_import_enrolment_of_enrolment on student_import_enrolment (agency_id, enrolment_id);

-- A list that was read and is being reviewed; gone after a day, or when its import can no longer be taken back.
create table pending_import (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  file_name text not null,
  -- the file itself, kept only while another of its sheets may be chosen
  file bytea,
  -- the table without its rows (server/table-file.ts), and its rows: [[7, ["2301000", "Côté", …]], …]
  facts jsonb not null,
  rows jsonb not null,
  mapping jsonb not null,
  decisions jsonb not null default '{}',
  take text[] not null default '{}',
  status text not null default 'reviewing' check (status in ('reviewing', 'committing', 'done')),
  progress integer not null default 0 check (progress between 0 and 100),
  progress_at timestamptz not null default now(),
  import_id uuid,
  primary key (agency_id, id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id),
  foreign key (agency_id, import_id) references student_import (agency_id, id)
);
create index pending_import_of_person on pending_import (agency_id, made_by, made_at desc);

-- How this school's columns were last mapped, by the header row as written (I2).
create table import_mapping (
  agency_id uuid not null references agency,
  header_hash text not null,
  mapping jsonb not null,
  primary key (agency_id, header_hash)
);
