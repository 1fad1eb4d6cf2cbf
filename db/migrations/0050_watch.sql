-- Watches (« veilles »): questions somebody saved, told once each time they become true.
create table watch (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  role_id uuid not null,
  account_id uuid not null references account on delete cascade,
  kind text not null check (kind in ('room', 'request', 'conflict', 'place')),
  question jsonb not null,
  -- What an event must touch for the question to be asked again: the narrowest thing it names, and for units what is studied there. Ten
  -- thousand watches are found by these two, and only those an event can have changed are judged.
  facet text not null check (facet <> ''),
  discipline text,
  -- Of a question about days: its first, from which its answer changes with the date alone, and its last.
  from_day date,
  to_day date,
  -- The last day its owner wants to be told; null: until she says.
  ends_on date,
  mail boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  paused_at timestamptz,
  removed_at timestamptz,
  -- Whether it is true, and the unit that makes it so (`room`); since when, and at which event and on which day that was judged.
  holds boolean not null default false,
  witness_id uuid,
  since timestamptz,
  judged_seq bigint not null default 0,
  judged_on date not null,
  primary key (agency_id, id),
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  constraint watch_witness_holds check (holds = (witness_id is not null))
);
create index watch_by_facet on watch (facet, kind) where paused_at is null and removed_at is null;
create index watch_by_witness on watch (witness_id) where witness_id is not null and paused_at is null and removed_at is null;
create index watch_of_role on watch (agency_id, role_id, id desc) where removed_at is null;
create index watch_by_day on watch (judged_on) where paused_at is null and removed_at is null;

-- The requests, sheets or open units a question is true for now: each is told when it comes, and again only after it had gone.
create table watch_match (
  agency_id uuid not null,
  watch_id uuid not null,
  item_id uuid not null,
  since timestamptz not null,
  primary key (agency_id, watch_id, item_id),
  foreign key (agency_id, watch_id) references watch (agency_id, id) on delete cascade
);
create index watch_match_of_item on watch_match (item_id);

-- What was told, and when; no student is in it.
create table watch_told (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  watch_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  -- How many things, and the first of them as they were called then.
  count int not null check (count > 0),
  items jsonb not null,
  primary key (agency_id, id),
  foreign key (agency_id, watch_id) references watch (agency_id, id) on delete cascade
);
create index watch_told_of_watch on watch_told (agency_id, watch_id, id desc);

-- Nobody watched what happened before.
insert into event_reader (name, seq) select 'watch', coalesce(max(seq), 0) from event;
