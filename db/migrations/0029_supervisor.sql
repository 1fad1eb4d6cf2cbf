-- Who of the receiving organisation goes with a request's students (2.23): supervisors, one to one, with dates and hours of their
-- own, and for a group the employee who leads it (« enseignant du site », F-168). A person, not an account: most never sign in.
create table request_supervision (
  -- the school's, as the request's
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  -- of the organisation that receives; rows of another one are those of a place the request has left, and nobody's
  receiving_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('supervisor', 'site-instructor')),
  -- null: from the placement's first day, to its last, wherever they move
  starts_on date,
  ends_on date,
  -- null: nobody said how many
  hours numeric(6, 2) check (hours > 0),
  version integer not null default 1,
  named_by text not null,
  named_by_agency uuid not null references agency,
  named_at timestamptz not null,
  changed_by text not null,
  changed_by_agency uuid not null references agency,
  changed_at timestamptz not null,
  removed_at timestamptz,
  -- what the last mail to her said, so that she is written to when it is no longer so; null: nothing yet, or that it is over
  told text,
  tellings integer not null default 0,
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (receiving_id, person_id) references person (agency_id, id),
  constraint supervision_in_order check (starts_on <= ends_on)
);
-- The same person twice on one request only at other dates.
alter table request_supervision add constraint one_supervision_at_a_time exclude using gist (
  request_id with =, person_id with =, daterange(starts_on, ends_on, '[]') with &&) where (removed_at is null);
create unique index one_site_instructor on request_supervision (agency_id, request_id, receiving_id) where part = 'site-instructor' and removed_at is null;
create index supervision_of_request on request_supervision (agency_id, request_id);
create index supervision_of_person on request_supervision (receiving_id, person_id) where removed_at is null;
-- What a mail may have to be written about: what stands, and what was told and no longer stands.
create index supervision_to_tell on request_supervision (changed_at) where removed_at is null or told is not null;
create index request_by_start on request (receiving_id, starts_on, id) where status in ('accepted', 'confirmed');
