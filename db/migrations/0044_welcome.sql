-- What a role's welcome page remembers of its reader: since when things are new to her, which requests of them she has looked at, what she
-- hid from this page alone, and what it is narrowed to. By this server's clock and the log's numbers, so that two browsers agree.
create table welcome_visit (
  agency_id uuid not null,
  role_id uuid not null,
  -- 'today', 'past', 'all', or a term's id.
  session text not null default 'today',
  -- Up to where she had seen everything when this visit began.
  since_seq bigint not null,
  since_at timestamptz not null,
  -- Up to where she has been here.
  here_seq bigint not null,
  here_at timestamptz not null,
  primary key (agency_id, role_id),
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  constraint visit_in_order check (since_seq <= here_seq and since_at <= here_at)
);

create table welcome_seen (
  agency_id uuid not null,
  role_id uuid not null,
  -- The request, of whichever school.
  school_id uuid not null,
  request_id uuid not null,
  seq bigint not null,
  primary key (agency_id, role_id, school_id, request_id),
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  foreign key (school_id, request_id) references request (agency_id, id) on delete cascade
);
create index welcome_seen_of_request on welcome_seen (school_id, request_id);

-- Hidden until something happens to it after `seq`.
create table welcome_hidden_request (
  agency_id uuid not null,
  role_id uuid not null,
  school_id uuid not null,
  request_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (agency_id, role_id, school_id, request_id),
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  foreign key (school_id, request_id) references request (agency_id, id) on delete cascade
);
create index welcome_hidden_request_of_request on welcome_hidden_request (school_id, request_id);

-- Hidden while it says what it said then.
create table welcome_hidden_notice (
  agency_id uuid not null,
  role_id uuid not null,
  kind text not null,
  item text not null default '',
  state text not null,
  at timestamptz not null,
  primary key (agency_id, role_id, kind, item),
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  constraint hidden_notice_is_short check (length(kind) <= 40 and length(item) <= 60 and length(state) <= 200)
);

create index survey_to_settle on survey (agency_id, answered_at) where answered_at is not null and settled_at is null and revoked_at is null;
