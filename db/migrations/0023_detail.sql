-- What is said about a request between those who handle it (F-117): read by both sides, or kept inside the organisation that wrote it.
create table request_comment (
  -- the school's, as its request
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  author_agency_id uuid not null references agency,
  author_account_id uuid not null,
  author_name text not null,
  text text not null check (text <> ''),
  internal boolean not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade
);
create index request_comment_in_order on request_comment (agency_id, request_id, id);

-- « Alerte urgente » (F-118): short, the school's, stands out wherever the request is listed.
alter table request add column alert text not null default '' check (length(alert) <= 200);
create index request_alert on request (agency_id) where alert <> '';

-- A reminder of one's own about a request (F-144), or one that colleagues see as well and any of them settles (7.4).
create table reminder (
  -- the organisation of whoever set it, on either side
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  school_id uuid not null,
  request_id uuid not null,
  account_id uuid not null references account on delete cascade,
  person_name text not null,
  due_on date not null,
  text text not null default '',
  shared boolean not null,
  created_at timestamptz not null,
  mailed_at timestamptz,
  done_at timestamptz,
  done_by text,
  primary key (agency_id, id),
  foreign key (school_id, request_id) references request (agency_id, id) on delete cascade
);
create index reminder_of_request on reminder (school_id, request_id);
create index reminder_due on reminder (agency_id, due_on) where done_at is null;
create index reminder_to_mail on reminder (due_on) where done_at is null and mailed_at is null;
