-- What one side proposes instead, on the request itself; the other takes all of it, some of it or none, and every version is kept.
create table proposal (
  -- the school's, as its request
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  number smallint not null,
  side text not null check (side in ('placing', 'receiving')),
  -- who proposed: an account, or somebody who answers by a link and is known by name alone
  by_agency_id uuid not null references agency,
  by_account_id uuid,
  by_name text not null,
  -- {"dates": {"startsOn", "endsOn"}, "days": [1, 2], "hours": {…}, "size": 5, "unit": {…}}: the points proposed, and what each was then
  terms jsonb not null check (terms <> '{}'),
  base jsonb not null,
  note text not null default '',
  -- of the receiving side: the place is accepted once the school takes all of it
  accepts boolean not null default false,
  at timestamptz not null,
  outcome text check (outcome in ('accepted', 'partly', 'declined', 'withdrawn', 'replaced')),
  -- the points that were taken
  taken text[] not null default '{}',
  answered_agency_id uuid references agency,
  answered_name text,
  answered_at timestamptz,
  answer_note text not null default '',
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  constraint one_number_per_request unique (agency_id, request_id, number),
  constraint answered_when_over check ((outcome is null) = (answered_at is null)),
  constraint only_receivers_accept check (not accepts or side = 'receiving')
);
-- two people who propose at once: the second is told of the first
create unique index one_open_proposal on proposal (agency_id, request_id) where outcome is null;
