-- Programmes, courses, terms, cohorts. A cohort-course is a course of a cohort in a term: what places are planned for.
create table programme (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  department_id uuid,
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  discipline text not null default '',
  status text not null default 'active' check (status in ('active', 'non-user', 'retired')),
  primary key (agency_id, id),
  foreign key (agency_id, department_id) references department (agency_id, id)
);
create unique index one_programme_per_name on programme (agency_id, lower(name));
alter table role_right add foreign key (agency_id, programme_id) references programme (agency_id, id);

create table course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  number text not null check (number <> ''),
  name text not null check (name <> ''),
  hours numeric(6, 2) check (hours > 0),
  sheet_kind text not null default 'group' check (sheet_kind in ('group', 'individual')),
  default_comment text not null default '',
  retired_on date,
  primary key (agency_id, id),
  foreign key (agency_id, programme_id) references programme (agency_id, id)
);
create unique index one_course_per_number on course (agency_id, programme_id, lower(number));

create table term (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> ''),
  short_name text not null check (length(short_name) between 1 and 10),
  starts_on date not null,
  ends_on date not null,
  constraint term_in_order check (starts_on <= ends_on),
  primary key (agency_id, id)
);
create unique index one_term_per_short_name on term (agency_id, lower(short_name));

create table cohort (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  name text not null check (name <> ''),
  short_name text not null check (length(short_name) between 1 and 10),
  years integer not null default 3 check (years between 1 and 10),
  structured boolean not null default true,
  active boolean not null default true,
  primary key (agency_id, id),
  foreign key (agency_id, programme_id) references programme (agency_id, id)
);
create unique index one_cohort_per_short_name on cohort (agency_id, programme_id, lower(short_name));

create table cohort_course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_id uuid not null,
  course_id uuid not null,
  term_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  -- extra ranges inside the course: [{"from": "2027-01-18", "to": "2027-01-22"}]
  blocks jsonb not null default '[]',
  -- ISO weekdays, 1 Monday to 7 Sunday; null: various
  weekdays smallint[],
  start_time time,
  end_time time,
  shift_code text,
  default_comment text not null default '',
  constraint course_in_order check (starts_on <= ends_on),
  constraint both_times_or_none check ((start_time is null) = (end_time is null)),
  primary key (agency_id, id),
  foreign key (agency_id, cohort_id) references cohort (agency_id, id),
  foreign key (agency_id, course_id) references course (agency_id, id),
  foreign key (agency_id, term_id) references term (agency_id, id)
);
create unique index one_course_per_cohort_and_term on cohort_course (agency_id, cohort_id, course_id, term_id);
create index cohort_course_of_term on cohort_course (agency_id, term_id);

create unique index cohort_course_by_id on cohort_course (id);

-- A term brackets its courses (section 8, rule 17), from both ends.
create function term_brackets_courses() returns trigger language plpgsql as $$
declare
  wrong boolean;
begin
  if tg_table_name = 'term' then
    select exists (select 1 from cohort_course cc where cc.agency_id = new.agency_id and cc.term_id = new.id
      and (cc.starts_on < new.starts_on or cc.ends_on > new.ends_on)) into wrong;
  else
    select exists (select 1 from term t where t.agency_id = new.agency_id and t.id = new.term_id
      and (new.starts_on < t.starts_on or new.ends_on > t.ends_on)) into wrong;
  end if;
  if wrong then
    raise exception 'a course outside its term' using errcode = '23514', constraint = 'term_brackets_courses';
  end if;
  return null;
end $$;
create constraint trigger term_brackets_courses after update of starts_on, ends_on on term
  deferrable initially deferred for each row execute function term_brackets_courses();
create constraint trigger course_inside_term after insert or update of starts_on, ends_on, term_id on cohort_course
  deferrable initially deferred for each row execute function term_brackets_courses();

create table course_leader (
  agency_id uuid not null,
  cohort_course_id uuid not null,
  person_id uuid not null,
  primary key (agency_id, cohort_course_id, person_id),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id) on delete cascade,
  foreign key (agency_id, person_id) references person (agency_id, id)
);
