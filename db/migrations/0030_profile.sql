-- A destination moves to another service and keeps its requests (K14, F-032). What is over, declined or cancelled keeps the service it was
-- asked under, so that only what is open must lie where its unit lies: a trigger says so, a foreign key would say it of all.
alter table request
  drop constraint request_receiving_id_service_id_destination_id_fkey,
  add constraint request_at_destination_fkey foreign key (receiving_id, destination_id) references destination (agency_id, id);
alter table printout
  drop constraint printout_receiving_id_service_id_destination_id_fkey,
  add constraint printout_for_destination_fkey foreign key (receiving_id, destination_id) references destination (agency_id, id);
alter table reply_link
  drop constraint reply_link_receiving_id_service_id_destination_id_fkey,
  add constraint reply_link_for_destination_fkey foreign key (receiving_id, destination_id) references destination (agency_id, id);

create function request_lies_with_its_unit() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from destination d where d.agency_id = new.receiving_id and d.id = new.destination_id and d.service_id = new.service_id) then
    raise exception 'a request for a unit of another service' using errcode = '23503', constraint = 'request_lies_with_its_unit';
  end if;
  return null;
end $$;
create trigger request_lies_with_its_unit after insert on request
  for each row when (new.destination_id is not null) execute function request_lies_with_its_unit();
create trigger request_lies_with_its_unit_still after update of receiving_id, site_id, service_id, destination_id on request
  for each row when (new.destination_id is not null
    and (old.receiving_id, old.site_id, old.service_id, old.destination_id) is distinct from (new.receiving_id, new.site_id, new.service_id, new.destination_id))
  execute function request_lies_with_its_unit();

-- What is opened again is asked of the unit where it is by then.
create function request_opens_where_its_unit_is() returns trigger language plpgsql as $$
begin
  select d.site_id, d.service_id into new.site_id, new.service_id from destination d
    where d.agency_id = new.receiving_id and d.id = new.destination_id;
  return new;
end $$;
create trigger request_opens_where_its_unit_is before update of status on request
  for each row when (new.destination_id is not null and old.status in ('declined', 'cancelled') and new.status not in ('declined', 'cancelled'))
  execute function request_opens_where_its_unit_is();

-- What a place was called, or where a destination lay, until a day (K14). It is found by it, and a sheet that still says it is understood.
create table place_name (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  name text not null check (name <> ''),
  -- what it lay under by then: a destination's service, a service's site
  parent_id uuid,
  until_day date not null,
  -- with its author's name in event
  recorded_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (agency_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  constraint one_place_per_name check (num_nonnulls(site_id, service_id, destination_id) = 1)
);
create index place_name_of on place_name (place_id);

create or replace function destination_is_found_by() returns trigger language plpgsql as $$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, new.service_id, new.name), '')
    || words_of(concat_ws(' ', new.short_name, array_to_string(new.disciplines, ' '),
      (select string_agg(n.name, ' ' order by n.id) from place_name n where n.place_id = new.id)));
  return new;
end $$;
create or replace function service_is_found_by() returns trigger language plpgsql as $$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, null, new.name), '')
    || words_of(coalesce((select string_agg(n.name, ' ' order by n.id) from place_name n where n.place_id = new.id), ''));
  return new;
end $$;
create function place_is_found_by_its_names() returns trigger language plpgsql as $$
declare
  of record;
begin
  of := coalesce(new, old);
  update service set found_by = '' where agency_id = of.agency_id and id = of.service_id;
  update destination set found_by = '' where agency_id = of.agency_id and id = of.destination_id;
  return null;
end $$;
create trigger place_is_found_by_its_names after insert or update or delete on place_name
  for each row execute function place_is_found_by_its_names();
-- understood by texts of sheets
create trigger place_names_are_others after insert or update or delete on place_name
  for each statement execute function catalogue_is_another();

-- A place that retires one day is open until then: its day is asked of the row, no longer of the index.
drop index destination_found;
drop index destination_in_order;
drop index service_in_order;
create index destination_found on destination using gin (found_by gin_trgm_ops);
create index destination_in_order on destination (found_by collate "C", id);
create index service_in_order on service (found_by collate "C", id);

-- Places out of the territory are kept under an organisation of its own for each (K67).
alter table agency add column umbrella boolean not null default false;

-- What a place says of itself (2.6). What a destination leaves empty it has of its service, then of its site.
create table place_profile (
  agency_id uuid not null references agency,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  description text not null default '',
  directions text not null default '',
  arrival text not null default '',
  dress text not null default '',
  parking text not null default '',
  languages text not null default '',
  shifts text[] not null default '{}' check (shifts <@ array['day', 'evening', 'night', 'weekend']),
  gender text check (gender in ('female', 'male')),
  gender_reason text not null default '',
  -- who says that it is true, and when: the place, or a school for one that does not use the system
  reviewed_at timestamptz,
  reviewed_agency_id uuid references agency,
  reviewed_by uuid,
  primary key (agency_id, place_id),
  foreign key (agency_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (agency_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  foreign key (reviewed_agency_id, reviewed_by) references person (agency_id, id),
  constraint one_place_per_profile check (num_nonnulls(site_id, service_id, destination_id) = 1),
  -- « genre requis » is said with why, or not at all (K45)
  constraint gender_with_its_reason check ((gender is null) = (gender_reason = ''))
);
create index place_profile_of on place_profile (place_id);

-- What is done before one arrives: by students, by instructors, or by both.
create table prerequisite (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  name text not null check (name <> ''),
  note text not null default '',
  students boolean not null,
  instructors boolean not null,
  mandatory boolean not null,
  -- before the first day; null: not said
  days_before smallint check (days_before between 0 and 400),
  primary key (agency_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (agency_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  constraint one_place_per_prerequisite check (num_nonnulls(site_id, service_id, destination_id) = 1),
  constraint prerequisite_of_somebody check (students or instructors)
);
create index prerequisite_of on prerequisite (place_id);
create unique index one_prerequisite_per_name on prerequisite (place_id, lower(name));

-- Files deposited on a profile (F-039). A new version takes the place of the one before it, which stays to be gone back to.
create table place_document (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  name text not null check (name <> ''),
  media_type text not null,
  size integer not null check (size > 0),
  version smallint not null default 1,
  replaces_id uuid,
  added_agency_id uuid not null references agency,
  added_by uuid not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (agency_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  foreign key (agency_id, replaces_id) references place_document (agency_id, id) on delete cascade,
  foreign key (added_agency_id, added_by) references person (agency_id, id),
  constraint one_place_per_document check (num_nonnulls(site_id, service_id, destination_id) = 1)
);
create index place_document_of on place_document (place_id) where removed_at is null;
create index place_document_by_id on place_document (id);

create table place_document_file (
  agency_id uuid not null,
  document_id uuid not null,
  content bytea not null,
  primary key (agency_id, document_id),
  foreign key (agency_id, document_id) references place_document (agency_id, id) on delete cascade
);
alter table place_document_file alter column content set storage external;

-- What a place without account is asked to say of itself, by a mailed link (F-038, K15). Only a hash of its secret is kept.
create table survey (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  receiving_id uuid not null references agency,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  place_id uuid not null generated always as (coalesce(destination_id, service_id, site_id)) stored,
  name text not null,
  email text not null check (email = lower(email)),
  language text not null check (language in ('fr', 'en')),
  token_hash text not null constraint one_survey_per_token unique,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_at timestamptz,
  -- as typed so far, and as given
  draft jsonb,
  answer jsonb,
  answered_at timestamptz,
  -- when the asker took of it what she took
  settled_at timestamptz,
  settled_by uuid,
  taken text[],
  primary key (agency_id, id),
  foreign key (agency_id, created_by) references person (agency_id, id),
  foreign key (agency_id, settled_by) references person (agency_id, id),
  foreign key (receiving_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (receiving_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (receiving_id, destination_id) references destination (agency_id, id) on delete cascade,
  constraint one_place_per_survey check (num_nonnulls(site_id, service_id, destination_id) = 1),
  constraint answered_when_answered check ((answer is null) = (answered_at is null)),
  constraint settled_when_answered check (settled_at is null or answered_at is not null)
);
create index survey_of_place on survey (place_id, agency_id);
