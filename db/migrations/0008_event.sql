-- What happened, in order of commit: live updates, mail, history and audit all read it. Append-only.
create table event (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  -- the organisations that may know of it
  agency_ids uuid[] not null,
  -- what it is about, and what that belongs to (worksheet, cohort-course…): both are found by history
  about uuid not null,
  within uuid[] not null default '{}',
  actor_agency_id uuid,
  actor_account_id uuid,
  actor_person_id uuid,
  actor_name text not null default '',
  request_id text not null default '',
  facts jsonb not null default '{}'
);
create index event_of_agency on event using gin (agency_ids);
create index event_about on event (about, seq);
create index event_within on event using gin (within);

create function event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'events are append-only';
end $$;
create trigger event_is_append_only before update or delete on event for each row execute function event_is_append_only();

-- How far each reader of the log has come (mail…), so that each event is handled once.
create table event_reader (
  name text primary key,
  seq bigint not null default 0
);

create table mail (
  id uuid primary key default uuidv7(),
  -- one mail per event, kind and address: a reader that is run twice sends once
  cause text not null,
  kind text not null,
  -- whose mail it is: an administrator sees only that of accounts of the organisation
  account_id uuid references account on delete cascade,
  recipient text not null,
  language text not null check (language in ('fr', 'en')),
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  error text not null default '',
  tries integer not null default 0,
  -- refused for good, or tried for too long: an administrator sees it and may have it tried again
  given_up_at timestamptz,
  constraint once_per_cause unique (cause, recipient)
);
create index mail_to_send on mail (id) where sent_at is null and given_up_at is null;
create index mail_of_account on mail (account_id);
