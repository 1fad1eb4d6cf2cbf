-- The log of the sheets, by month: an old month leaves the caches, and can be put elsewhere whole. The months are made by a job
-- (db/partition.ts); what no month was made for goes to the default partition, so that no edit waits for a job. One index serves
-- loading, the foreign key is the gate's own check of the epoch, which reads the worksheet anyway.
alter table sheet_update rename to sheet_update_whole;
alter table sheet_update_whole rename constraint sheet_update_pkey to sheet_update_whole_pkey;
alter sequence sheet_update_id_seq rename to sheet_update_whole_id_seq;
create table sheet_update (
  id bigint generated always as identity,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamptz not null default now(),
  data bytea not null,
  constraint sheet_update_pkey primary key (agency_id, sheet_id, epoch, id, at)
) partition by range (at);
create table sheet_update_default partition of sheet_update default;
-- which sheets were written lately: some kB a month, next to nothing a write
create index sheet_update_lately on sheet_update using brin (at);
insert into sheet_update (id, agency_id, sheet_id, epoch, actor_id, at, data) overriding system value
  select id, agency_id, sheet_id, epoch, actor_id, at, data from sheet_update_whole;
select setval(pg_get_serial_sequence('sheet_update', 'id'), coalesce(max(id), 1), max(id) is not null) from sheet_update_whole;
drop table sheet_update_whole;

-- A worksheet is deleted softly, for as long as nobody has built on its absence it can come back; `uncopied` are the enrolments whose
-- mark « copied to this sheet » went with it.
alter table worksheet
  add column deleted_at timestamptz,
  add column uncopied uuid[] not null default '{}';
alter table worksheet drop constraint one_worksheet_of_a_kind;
create unique index one_worksheet_of_a_kind on worksheet (agency_id, cohort_course_id, kind) where deleted_at is null;

-- With the course of a cohort go the sheets that were deleted before it.
alter table sheet_snapshot drop constraint sheet_snapshot_agency_id_sheet_id_fkey,
  add foreign key (agency_id, sheet_id) references worksheet (agency_id, id) on delete cascade;
alter table worksheet_row drop constraint worksheet_row_agency_id_worksheet_id_fkey,
  add foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade;
alter table cell_conflict drop constraint cell_conflict_agency_id_sheet_id_fkey,
  add foreign key (agency_id, sheet_id) references worksheet (agency_id, id) on delete cascade;
