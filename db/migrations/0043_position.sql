-- Where a site stands and, roughly, where a student lives: what travel is reckoned from (matching, F-165). Degrees, WGS 84.
alter table site
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint site_position_whole check ((latitude is null) = (longitude is null));

-- A table of its own, that no list of students reads: optional, two decimals (about a kilometre), the school's alone.
create table student_home (
  agency_id uuid not null,
  student_id uuid not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  primary key (agency_id, student_id),
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade,
  constraint home_is_approximate check (latitude::numeric = round(latitude::numeric, 2) and longitude::numeric = round(longitude::numeric, 2))
);

-- Gone with the profile, and not brought back with it: whoever seals need not think of it.
create function home_goes_with_profile() returns trigger language plpgsql as $$
begin
  delete from student_home where agency_id = new.agency_id and student_id = new.id;
  return null;
end $$;
create trigger home_goes_with_profile after update of sealed on student
  for each row when (new.sealed is not null and old.sealed is null) execute function home_goes_with_profile();

create function sealed_has_no_home() returns trigger language plpgsql as $$
begin
  if exists (select from student where agency_id = new.agency_id and id = new.student_id and sealed is not null) then
    raise exception 'a sealed profile has no home' using errcode = 'check_violation', constraint = 'sealed_has_no_home';
  end if;
  return new;
end $$;
create trigger sealed_has_no_home before insert or update on student_home for each row execute function sealed_has_no_home();
