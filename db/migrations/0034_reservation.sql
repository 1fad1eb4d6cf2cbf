-- A unit at some dates and hours, kept for some minutes for who is arranging it there (R350). What has lapsed stays, for the history;
-- only one that was not ended and whose time is not over is alive, by this server's clock.
create table reservation (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  account_id uuid not null references account,
  person_id uuid not null,
  receiving_id uuid not null,
  destination_id uuid not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  weekdays smallint[],
  start_time time,
  end_time time,
  made_at timestamptz not null,
  until timestamptz not null check (until > made_at),
  ended_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id),
  foreign key (receiving_id, destination_id) references destination (agency_id, id)
);
create unique index reservation_by_id on reservation (id);
create index reservation_of_destination on reservation (destination_id, until) where ended_at is null;
create index reservation_of_person on reservation (agency_id, person_id, until) where ended_at is null;
create index reservation_to_lapse on reservation (until) where ended_at is null;
