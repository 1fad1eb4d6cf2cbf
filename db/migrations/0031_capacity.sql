-- How many students a unit takes at a time, by discipline, shift, weekday and period (F-195). A line is never overwritten: it is ended, and
-- another one written in its place, so that who said what and when can always be read.
create table capacity_line (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  destination_id uuid not null,
  -- null: whatever is studied
  discipline text check (length(discipline) between 1 and 60),
  -- one of the three, or none: every shift
  band text check (band in ('day', 'evening', 'night')),
  shift_code text check (length(shift_code) between 1 and 10),
  start_time time,
  end_time time,
  -- null: every day
  weekdays smallint[] check (cardinality(weekdays) between 1 and 6 and weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  -- null: from ever, for ever
  from_day date,
  to_day date,
  students integer not null check (students between 0 and 999),
  largest_group integer check (largest_group between 1 and 999),
  note text not null default '' check (length(note) <= 300),
  -- as history signs: the name at that time, and whose it was; another organisation is told the organisation alone
  written_by text not null,
  written_agency uuid not null references agency (id),
  written_at timestamptz not null,
  ended_by text,
  ended_agency uuid references agency (id),
  ended_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  constraint capacity_line_in_order check (from_day <= to_day),
  constraint hours_have_an_end check ((start_time is null) = (end_time is null)),
  constraint one_way_to_say_when check (num_nonnulls(band, shift_code, start_time) <= 1),
  constraint ended_by_somebody check (num_nonnulls(ended_by, ended_agency, ended_at) in (0, 3))
);
create index capacity_line_in_force on capacity_line (destination_id) where ended_at is null;
create index capacity_line_of on capacity_line (agency_id, destination_id, written_at desc, id);
-- who is where between two days (F-194): what left its school and is not over, of one organisation
create index request_in_period on request (receiving_id, ends_on, starts_on)
  where status not in ('declined', 'cancelled', 'new', 'new-part', 'sent-held');
