-- Students on places. Held: linked, not told. Confirmed: the name is released to the receiving side (F-159).
create table assignment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  student_id uuid not null,
  state text not null default 'held' check (state in ('held', 'confirmed')),
  version integer not null default 1,
  assigned_by uuid not null,
  assigned_at timestamptz not null default now(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id),
  foreign key (agency_id, student_id) references student (agency_id, id),
  constraint once_per_request unique (agency_id, request_id, student_id),
  constraint confirmed_when_confirmed check ((state = 'confirmed') = (confirmed_at is not null))
);
create index assignment_of_student on assignment (agency_id, student_id);

-- Every hour a confirmed student is somewhere: two places at once cannot both be confirmed, whatever the code above does.
create table confirmed_shift (
  agency_id uuid not null,
  assignment_id uuid not null,
  student_id uuid not null,
  during tsrange not null,
  foreign key (agency_id, assignment_id) references assignment (agency_id, id) on delete cascade,
  constraint one_place_at_a_time exclude using gist (agency_id with =, student_id with =, during with &&)
);
create index confirmed_shift_of_assignment on confirmed_shift (agency_id, assignment_id);

-- A group is never confirmed over its size, nor shrunk below who is confirmed in it.
create function confirmed_within_size() returns trigger language plpgsql as $$
declare
  over record;
begin
  if tg_table_name = 'assignment' then
    select r.id into over from request r where r.agency_id = new.agency_id and r.id = new.request_id
      and r.size < (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id and a.state = 'confirmed');
  else
    select new.id into over where new.size <
      (select count(*) from assignment a where a.agency_id = new.agency_id and a.request_id = new.id and a.state = 'confirmed');
  end if;
  if over.id is not null then
    raise exception 'more students confirmed than the group holds' using errcode = '23514', constraint = 'confirmed_within_size';
  end if;
  return null;
end $$;
create constraint trigger confirmed_within_size after insert or update on assignment
  deferrable initially deferred for each row when (new.state = 'confirmed') execute function confirmed_within_size();
create constraint trigger request_keeps_confirmed after update of size on request
  deferrable initially deferred for each row execute function confirmed_within_size();
