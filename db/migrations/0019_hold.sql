-- Release dates (F-061; section 8, rule 5): an individual request sent before the moment its course is released at is held,
-- and appears to the other side, with all others of that moment, when the clock of its school's territory says so.
create table territory (
  id uuid primary key default uuidv7(),
  name text not null check (name <> ''),
  -- an IANA name: what « 9 h » means there
  time_zone text not null check (time_zone ~ '^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$')
);
create unique index one_territory_per_name on territory (lower(name));
insert into territory (id, name, time_zone) values ('01900000-0000-7000-8000-000000000001', 'Québec', 'America/Toronto');
alter table agency add column territory_id uuid not null default '01900000-0000-7000-8000-000000000001' references territory;

-- The moments agreed for a term: a course chooses one of them, or its own.
create table release_date (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  term_id uuid not null,
  releases_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, term_id) references term (agency_id, id) on delete cascade,
  constraint one_release_per_moment unique (agency_id, term_id, releases_at)
);

-- null: its requests are not held
alter table cohort_course add column release_at timestamptz;

alter table request
  -- of a held request, the moment it appears at; kept afterwards, for those who ask why it came when it came
  add column release_at timestamptz,
  -- the school lets this one go without waiting (a request to another territory)
  add column hold_waived boolean not null default false,
  drop constraint known_status,
  add constraint known_status check (status in ('new', 'new-part', 'sent-held', 'sent', 'sent-paper', 'redirected', 'redirected-paper',
    'accepted-by-unit', 'declined-by-unit', 'accepted', 'declined', 'confirmed', 'cancelled')),
  drop constraint sent_when_sent,
  -- a held request is sent when it is released; one that was called off before was never sent
  add constraint sent_when_sent check (status in ('new', 'new-part', 'sent-held', 'cancelled') or sent_at is not null),
  add constraint held_until_a_moment check (status <> 'sent-held' or (release_at is not null and kind = 'individual' and sent_at is null));
-- The clock asks for the next moment, and for all that are due.
create index request_to_release on request (release_at) where status = 'sent-held';
