-- What somebody decided about a warning of the assignment: she has read it, and goes on all the same (F-159; 5.1). What blocks is never
-- decided, it is settled. The key says what the conflict is about: when that changes the key is another one, and the decision lapsed.
create table conflict_decision (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  worksheet_id uuid not null,
  conflict_key text not null check (length(conflict_key) between 1 and 1000),
  rule text not null check (rule ~ '^R[0-9]+$'),
  -- where and whom it was about, for who reads it later: ids, never names
  request_ids uuid[] not null default '{}',
  student_ids uuid[] not null default '{}',
  note text not null default '' check (length(note) <= 1000),
  decided_by uuid not null,
  decided_at timestamptz not null,
  -- taken back: kept all the same, because who decided what and when is asked for later (Law 25)
  undone_by uuid,
  undone_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id),
  foreign key (agency_id, decided_by) references person (agency_id, id),
  foreign key (agency_id, undone_by) references person (agency_id, id),
  constraint undone_by_somebody check ((undone_by is null) = (undone_at is null))
);
create unique index one_decision_per_conflict on conflict_decision (agency_id, worksheet_id, conflict_key) where undone_at is null;
create index decision_of_sheet on conflict_decision (agency_id, worksheet_id, decided_at);
-- Where else an instructor of one's school leads somebody.
create index request_of_instructor on request (agency_id, instructor_id, ends_on)
  where instructor_id is not null and status not in ('declined', 'cancelled');
