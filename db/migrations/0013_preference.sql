-- A command that writes rows in a sheet marks it here. At the very end of its transaction, where transactions already go one by one
-- (the log of events), the sheet's version changes: the node that has it open commits nothing judged by an older one, and reads what
-- was written first.
create table sheet_laid (
  agency_id uuid not null,
  sheet_id uuid not null,
  at timestamptz not null default now(),
  primary key (agency_id, sheet_id),
  foreign key (agency_id, sheet_id) references worksheet (agency_id, id) on delete cascade
);

create function rows_laid() returns trigger language plpgsql as $$
declare
  this_one bigint := pg_current_xact_id()::text::bigint;
begin
  update worksheet set locks_version = this_one where agency_id = new.agency_id and id = new.sheet_id and locks_version <> this_one;
  return null;
end $$;
create constraint trigger rows_laid after insert or update on sheet_laid
  deferrable initially deferred for each row execute function rows_laid();

-- What a preference names, once it is a place of the catalogue: a place that is renamed stays the one that was meant. The text stays
-- as written; nobody is kept from removing a place because a student wished for it.
alter table preference
  add column comment text not null default '' check (length(comment) <= 500),
  add column receiving_id uuid references agency on delete set null,
  add column site_id uuid references site (id) on delete set null,
  add column service_id uuid references service (id) on delete set null,
  add column destination_id uuid references destination (id) on delete set null;
create index preference_at_site on preference (site_id) where site_id is not null;
create index preference_at_service on preference (service_id) where service_id is not null;
create index preference_at_destination on preference (destination_id) where destination_id is not null;

-- Changes with an enrolment's preferences: whoever saves says which she saw, and a colleague's are never written over unseen.
alter table enrolment
  add column preferences_version integer not null default 0,
  add column preferences_by uuid,
  add column preferences_at timestamptz;

-- F-075: wishes to look at while assigning, or that requests and assignments are made of (T03).
alter table cohort_course
  add column preference_use text not null default 'informative' check (preference_use in ('informative', 'generative'));
