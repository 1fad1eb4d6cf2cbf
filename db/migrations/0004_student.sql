-- One register of students per school (F-063); an enrolment is a student in a cohort-course.
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
  primary key (agency_id, id)
);
create unique index one_student_per_number on student (agency_id, lower(number));
create index student_by_name on student (agency_id, lower(last_name), lower(first_name));

create table enrolment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  student_id uuid not null,
  state text not null default 'enrolled' check (state in ('enrolled', 'waived', 'withdrawn')),
  -- copied to the group or individual worksheet (marks Grp, Indiv: F-094)
  copied_to text check (copied_to in ('group', 'individual')),
  created_at timestamptz not null default now(),
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

-- A list of students that was imported, with what it changed, so that it can be taken back for a day (I5).
create table student_import (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  file_name text not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  undone_at timestamptz,
  counts jsonb not null,
  -- [{"kind": "student-added", "id": …} | {"kind": "student-changed", "id": …, "before": {…}, "after": {…}} | {"kind": "enrolled", "id": …}]
  changes jsonb not null,
  primary key (agency_id, id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id)
);

-- How this school's columns were last mapped, by the header row as written (I2).
create table import_mapping (
  agency_id uuid not null references agency,
  header_hash text not null,
  mapping jsonb not null,
  primary key (agency_id, header_hash)
);
