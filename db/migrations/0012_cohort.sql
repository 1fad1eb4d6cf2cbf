-- The placement types of the national list (2.9). The list is revised: a request keeps the type it was made with, and what is
-- edited takes one that is in force.
create table placement_type (
  code text primary key check (code ~ '^[a-z][a-z-]*$'),
  label_fr text not null check (label_fr <> ''),
  label_en text not null check (label_en <> ''),
  from_day date not null,
  -- the last day it could be chosen; null: in force
  until_day date,
  position smallint not null,
  constraint placement_type_in_order check (until_day is null or from_day <= until_day)
);
insert into placement_type (code, label_fr, label_en, from_day, until_day, position) values
  ('group', 'Stage de groupe avec enseignant', 'Instructor-led group', '2011-01-01', null, 1),
  ('preceptorship', 'Stage avec précepteur', 'Preceptorship', '2011-01-01', null, 2),
  ('fieldwork', 'Stage en milieu de travail', 'Fieldwork', '2011-01-01', null, 3),
  ('observation', 'Observation', 'Observation', '2011-01-01', null, 4),
  ('inter-professional', 'Stage interprofessionnel', 'Interprofessional placement', '2025-01-01', null, 5),
  ('project', 'Projet clinique', 'Clinical project', '2025-01-01', null, 6),
  ('clinical', 'Stage clinique (ancienne liste)', 'Clinical (former list)', '2011-01-01', '2024-12-31', 7),
  ('internal', 'Stage interne (ancienne liste)', 'Internal (former list)', '2011-01-01', '2024-12-31', 8);

-- null: nobody has chosen yet
alter table course add column placement_type text references placement_type;
alter table request add column placement_type text references placement_type;

-- A request takes its course's type when it is made, whoever makes it, and keeps it (K71).
create function request_takes_type() returns trigger language plpgsql as $$
begin
  if new.placement_type is null then
    select cu.placement_type into new.placement_type from cohort_course cc
      join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
      where cc.agency_id = new.agency_id and cc.id = new.cohort_course_id;
  end if;
  return new;
end $$;
create trigger request_takes_type before insert on request for each row execute function request_takes_type();

-- Who usually leads a course of the catalogue: offered to each cohort that takes it.
create table usual_leader (
  agency_id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  primary key (agency_id, course_id, person_id),
  foreign key (agency_id, course_id) references course (agency_id, id) on delete cascade,
  foreign key (agency_id, person_id) references person (agency_id, id)
);

alter table cohort add column copied_from uuid, add foreign key (agency_id, copied_from) references cohort (agency_id, id)
  on delete set null (copied_from);
alter table cohort_course
  -- the same course a cohort earlier: where an earlier sheet is looked for
  add column copied_from uuid,
  add foreign key (agency_id, copied_from) references cohort_course (agency_id, id) on delete set null (copied_from),
  -- when somebody last said that dates, days, hours, leaders and comment are right; null: still to be reviewed (F-059)
  add column reviewed_at timestamptz;
-- Courses from before the reminder have been worked with.
update cohort_course set reviewed_at = now();
create index cohort_course_copied on cohort_course (agency_id, copied_from) where copied_from is not null;
create index cohort_copied on cohort (agency_id, copied_from) where copied_from is not null;
create index cohort_course_of_course on cohort_course (agency_id, course_id, starts_on);
