-- The consent a student signed (5.2), and what becomes of a profile without one: it is sealed. Its identity leaves the register for a table
-- that no list, search, report or history reads, so that none of them can forget to hide it (section 8, rule 16).
alter table student
  add column consent_signed_on date,
  -- the last day it holds; null: none was recorded
  add column consent_until date,
  -- what else the site may be given: number, e-mail, telephone (F-083)
  add column consent_scopes text[] not null default '{}' check (consent_scopes <@ array['number', 'email', 'phone']),
  add column graduated_on date,
  -- why its identity is hidden; null: it is not
  add column sealed text check (sealed in ('graduated', 'lapsed', 'ended')),
  add constraint consent_in_order check (consent_signed_on <= consent_until),
  add constraint sealed_says_nothing check (sealed is null or (last_name = '•••' and first_name = '' and num_nonnulls(email, phone, birth_date) = 0)),
  add constraint consent_whole check ((consent_signed_on is null) = (consent_until is null));
create index student_consent on student (agency_id, consent_until) where sealed is null;

create table student_sealed (
  agency_id uuid not null,
  student_id uuid not null,
  last_name text not null,
  first_name text not null,
  email text,
  phone text,
  birth_date date,
  sealed_at timestamptz not null,
  note text not null default '',
  primary key (agency_id, student_id),
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade
);

-- Nobody is confirmed somewhere while sealed: a name cannot be released that is not there.
create function sealed_is_not_confirmed() returns trigger language plpgsql as $$
begin
  if exists (select from student s where s.agency_id = new.agency_id and s.id = new.student_id and s.sealed is not null) then
    raise exception 'a sealed profile is not confirmed' using errcode = '23514', constraint = 'sealed_is_not_confirmed';
  end if;
  return new;
end $$;
create trigger sealed_is_not_confirmed before insert or update of state on assignment
  for each row when (new.state = 'confirmed') execute function sealed_is_not_confirmed();
