-- Several servers ("nodes") may share this database. Both tables are hints: who may write a sheet is who holds its advisory lock.
-- Unlogged: when PostgreSQL has crashed every node has lost its session, and says again where it is and what it holds.
create unlogged table node (
  id uuid primary key,
  address text not null,
  key text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);

create unlogged table sheet_owner (
  sheet_id uuid primary key,
  node_id uuid not null references node on delete cascade
);
create index sheet_owner_by_node on sheet_owner (node_id);

-- Changes with the rows of a sheet that belong to a request. An edit judged by other rows is not committed, whichever node the
-- command ran on: the commit compares. It is the number of the transaction that changed them last, so that one transaction sets it once.
alter table worksheet add column locks_version bigint not null default 0;

create function locked_rows_changed() returns trigger language plpgsql as $$
declare
  changed request := coalesce(new, old);
  this_one bigint := pg_current_xact_id()::text::bigint;
begin
  update worksheet set locks_version = this_one
  where agency_id = changed.agency_id and id = changed.worksheet_id and locks_version <> this_one;
  return null;
end $$;
-- At the very end, where transactions already go one by one (the log of events): two that touch the same sheets never wait for each other.
create constraint trigger locked_rows_changed after insert or delete on request
  deferrable initially deferred for each row execute function locked_rows_changed();
