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
