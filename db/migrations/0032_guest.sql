-- Schools without an account: what a receiving organisation enters for them, and what they enter themselves by a mailed link.
alter table request drop constraint known_origin;
alter table request add constraint known_origin
  check (origin in ('worksheet', 'quick', 'offer', 'clone', 'split', 'receiving-quick', 'guest'));

-- A school whose people are given a role uses the system from then on; what was entered for it is its own already.
create function school_uses_the_system() returns trigger language plpgsql as $$
begin
  update agency set is_user = true where id = new.agency_id and kind = 'placing' and not is_user;
  return null;
end $$;
create trigger school_uses_the_system after insert on role for each row execute function school_uses_the_system();

create index agency_without_user on agency (lower(name)) where kind = 'placing' and not is_user;

-- What an organisation asks of guests; without a row, the defaults.
create table guest_setting (
  agency_id uuid primary key references agency,
  -- network, e-mail and roles of each student (F-205)
  asks_access boolean not null default false,
  link_days smallint not null default 120 check (link_days between 7 and 365)
);

-- The page of a school's contact at one receiving organisation. Only hashes of its secrets are kept.
create table guest_link (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  school_id uuid not null references agency,
  person_id uuid not null,
  email text not null check (email = lower(email)),
  language text not null check (language in ('fr', 'en')),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (agency_id, id),
  foreign key (agency_id, created_by) references person (agency_id, id),
  foreign key (school_id, person_id) references person (agency_id, id)
);
create unique index one_guest_link_per_contact on guest_link (agency_id, school_id, person_id) where revoked_at is null;
create index guest_link_of_school on guest_link (school_id, person_id);

-- A request that a school is asked to write: the place is chosen, the rest is a draft kept as it is typed, until it is sent.
create table guest_entry (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  link_id uuid not null,
  school_id uuid not null,
  site_id uuid not null,
  service_id uuid not null,
  destination_id uuid,
  draft jsonb not null default '{}',
  revision integer not null default 0,
  begun_by uuid,
  created_at timestamptz not null default now(),
  saved_at timestamptz,
  sent_at timestamptz,
  request_id uuid,
  closed_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, link_id) references guest_link (agency_id, id),
  foreign key (agency_id, begun_by) references person (agency_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id),
  foreign key (agency_id, site_id, service_id) references service (agency_id, site_id, id),
  foreign key (agency_id, service_id, destination_id) references destination (agency_id, service_id, id),
  foreign key (school_id, request_id) references request (agency_id, id) on delete cascade,
  constraint sent_as_a_request check ((sent_at is null) = (request_id is null)),
  constraint sent_or_closed check (num_nonnulls(sent_at, closed_at) < 2)
);
create index guest_entry_of_link on guest_entry (agency_id, link_id, id);
create index guest_entry_open on guest_entry (agency_id, id) where sent_at is null and closed_at is null;

create table guest_entry_document (
  agency_id uuid not null,
  entry_id uuid not null,
  school_id uuid not null,
  document_id uuid not null,
  primary key (agency_id, entry_id, document_id),
  foreign key (agency_id, entry_id) references guest_entry (agency_id, id) on delete cascade,
  foreign key (school_id, document_id) references document (agency_id, id)
);

-- One secret a mail; a new mail renews the link and leaves the old ones as they are.
create table guest_token (
  token_hash text primary key,
  agency_id uuid not null,
  link_id uuid not null,
  created_at timestamptz not null default now(),
  foreign key (agency_id, link_id) references guest_link (agency_id, id)
);
create index guest_token_of_link on guest_token (agency_id, link_id);

-- What an organisation needs to open its doors to a student: read by its receiving coordinators alone, gone with the seat.
create table guest_access (
  agency_id uuid not null references agency,
  school_id uuid not null,
  request_id uuid not null,
  student_id uuid not null,
  network_id text not null default '',
  needs_email boolean not null default false,
  employee text not null default 'no' check (employee in ('no', 'now', 'before')),
  class_training boolean not null default false,
  roles text not null default '',
  primary key (school_id, request_id, student_id),
  foreign key (school_id, request_id, student_id) references assignment (agency_id, request_id, student_id) on delete cascade
);
