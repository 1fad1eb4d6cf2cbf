-- What somebody wrote and the sheet does not show, until somebody chooses (src/domain/shelf.ts).
create table cell_conflict (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  sheet_id uuid not null,
  row_id text collate "C" not null,
  "column" text collate "C" not null,
  reason text not null check (reason in ('unaware', 'row-has-request')),
  shown_text text not null,
  shown_by uuid,
  shown_at timestamptz,
  shelved_text text not null,
  shelved_by uuid,
  shelved_at timestamptz not null default now(),
  -- the write as Yjs numbers it (an emptying by deletion: that of what was deleted, as -1 - clock), so that one sent twice is here once
  shelved_client bigint not null,
  shelved_clock bigint not null,
  settled_by uuid,
  settled_at timestamptz,
  -- overtaken: somebody who saw it wrote over it since
  keep text check (keep in ('shown', 'shelved', 'overtaken')),
  primary key (agency_id, id),
  foreign key (agency_id, sheet_id) references worksheet (agency_id, id),
  constraint shelved_once unique (agency_id, sheet_id, row_id, "column", shelved_client, shelved_clock),
  constraint settled_whole check ((settled_at is null) = (keep is null))
);
create index cell_conflict_open on cell_conflict (agency_id, sheet_id, id desc) where settled_at is null;

-- Every change of a cell that anybody was shown, `rank` and `deletedAt` included: who, when, and the sheet at any moment, whatever its
-- epoch. Written by the gate in the statement that commits the update; null text: the cell was emptied. No foreign keys: their checks
-- would cost as much as the rows; names compared by their codes, as Québec's alphabet would take longer than writing them. By month; the default partition holds what no month was made for.
create table cell_edit (
  agency_id uuid not null,
  sheet_id uuid not null,
  row_id text collate "C" not null,
  "column" text collate "C" not null,
  text text,
  actor_id uuid,
  at timestamptz not null default now(),
  update_id bigint not null
) partition by range (at);
create table cell_edit_default partition of cell_edit default;
-- the history of a cell, and the sheet at a moment: per cell the newest not after it
create index cell_edit_of_cell on cell_edit (agency_id, sheet_id, row_id, "column", at desc, update_id desc);
-- what was done, in order: the stops of a sheet's history, and the edits past a kept moment (written at its end alone, so it costs little)
create index cell_edit_in_order on cell_edit (agency_id, sheet_id, update_id);

-- A sheet as it stood after an update, every few thousand edits: from the nearest one a moment is a short way, however long the log.
-- Made when somebody looks at history, never missed when it is not there; `cells` is JSON that db/sheet-moment.ts alone reads.
create table sheet_moment (
  agency_id uuid not null,
  sheet_id uuid not null,
  update_id bigint not null,
  cells text not null,
  primary key (agency_id, sheet_id, update_id),
  foreign key (agency_id, sheet_id) references worksheet (agency_id, id) on delete cascade
);
