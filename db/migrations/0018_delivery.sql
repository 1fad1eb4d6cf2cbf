-- What reaches those who do not use the system: rapports à livrer (printouts), mails with their files, and the links they answer by.
alter table request
  -- asked for by: printed, and what « en retard » is told by
  add column due_on date,
  -- who is named as the school's contact instead of who sent it (F-131)
  add column sender_id uuid,
  add foreign key (agency_id, sender_id) references person (agency_id, id);

-- How an organisation sends what it sends on paper; without a row, the defaults.
create table delivery_setting (
  agency_id uuid primary key references agency,
  due_days smallint not null default 14 check (due_days between 1 and 180),
  link_days smallint not null default 60 check (link_days between 1 and 365),
  per text not null default 'request' check (per in ('request', 'destination')),
  calendar boolean not null default false,
  language text not null default 'fr' check (language in ('fr', 'en'))
);

create table letter_template (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> ''),
  subject_fr text not null,
  body_fr text not null,
  subject_en text not null,
  body_en text not null,
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, changed_by) references person (agency_id, id)
);
create unique index one_letter_template_per_name on letter_template (agency_id, lower(name)) where removed_at is null;

-- Files of an organisation: course outlines, evaluation forms. What was sent stays readable after it is taken off the list.
create table document (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size integer not null constraint document_size check (size between 1 and 10485760),
  content bytea not null,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint document_is_whole check (size = octet_length(content)),
  primary key (agency_id, id),
  foreign key (agency_id, added_by) references person (agency_id, id)
);
-- They are compressed already.
alter table document alter column content set storage external;
create index document_by_name on document (agency_id, lower(name), id) where removed_at is null;

-- A rapport à livrer: one PDF of one or several requests for one place, in the print queue of who sends it.
create table printout (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  language text not null check (language in ('fr', 'en')),
  -- with the day-by-day calendar
  calendar boolean not null,
  sender_id uuid,
  -- who it is for: the place its requests share, as far down as they share it
  receiving_id uuid not null references agency,
  site_id uuid not null,
  service_id uuid,
  destination_id uuid,
  -- at random: the name of a file in a mailbox says nothing
  file_name text not null constraint one_file_name unique,
  -- queued by the sending itself
  automatic boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  tries smallint not null default 0,
  error text not null default '',
  ready_at timestamptz,
  pages smallint,
  delivered_at timestamptz,
  delivered_by uuid,
  delivered_how text check (delivered_how in ('mail', 'hand')),
  -- another one covers its requests
  replaced_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, sender_id) references person (agency_id, id),
  foreign key (receiving_id, site_id) references site (agency_id, id),
  foreign key (receiving_id, site_id, service_id) references service (agency_id, site_id, id),
  foreign key (receiving_id, service_id, destination_id) references destination (agency_id, service_id, id),
  constraint delivered_by_somebody check (num_nonnulls(delivered_at, delivered_by, delivered_how) in (0, 3))
);
create unique index printout_by_id on printout (id);
create index printout_to_make on printout (id) where ready_at is null and replaced_at is null;
create index printout_to_deliver on printout (agency_id, id) where delivered_at is null and replaced_at is null;
create index printout_of_agency on printout (agency_id, id) where replaced_at is null;

create table printout_file (
  agency_id uuid not null,
  printout_id uuid not null,
  content bytea not null,
  primary key (agency_id, printout_id),
  foreign key (agency_id, printout_id) references printout (agency_id, id) on delete cascade
);
alter table printout_file alter column content set storage external;

-- The requests are a school's, the printout may be the receiving organisation's (a unit without account).
create table printout_request (
  agency_id uuid not null,
  printout_id uuid not null,
  request_agency_id uuid not null,
  request_id uuid not null,
  position smallint not null,
  primary key (agency_id, printout_id, request_id),
  foreign key (agency_id, printout_id) references printout (agency_id, id) on delete cascade,
  foreign key (request_agency_id, request_id) references request (agency_id, id) on delete cascade
);
create index printout_of_request on printout_request (request_id);

-- The way a place without account answers: of one school, to one contact, for one place. Only hashes of its secrets are kept.
create table reply_link (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  receiving_id uuid not null references agency,
  site_id uuid not null,
  service_id uuid,
  destination_id uuid,
  person_id uuid,
  name text not null,
  email text not null check (email = lower(email)),
  language text not null check (language in ('fr', 'en')),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (agency_id, id),
  foreign key (agency_id, created_by) references person (agency_id, id),
  foreign key (receiving_id, person_id) references person (agency_id, id),
  foreign key (receiving_id, site_id) references site (agency_id, id),
  foreign key (receiving_id, site_id, service_id) references service (agency_id, site_id, id),
  foreign key (receiving_id, service_id, destination_id) references destination (agency_id, service_id, id)
);
create unique index one_reply_link_per_contact on reply_link (agency_id, email, site_id, service_id, destination_id) nulls not distinct
  where revoked_at is null;

-- A mail to a place, as it was written; what is sent (with the link) is in `mail`.
create table letter (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  language text not null check (language in ('fr', 'en')),
  recipients text[] not null check (cardinality(recipients) between 1 and 20),
  cc text[] not null default '{}',
  copy_to_self boolean not null,
  subject text not null check (subject <> ''),
  body text not null check (body <> ''),
  link_id uuid,
  mail_id uuid references mail on delete set null,
  written_by uuid not null,
  written_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, link_id) references reply_link (agency_id, id),
  foreign key (agency_id, written_by) references person (agency_id, id)
);
create table letter_printout (
  agency_id uuid not null,
  letter_id uuid not null,
  printout_id uuid not null,
  primary key (agency_id, letter_id, printout_id),
  foreign key (agency_id, letter_id) references letter (agency_id, id) on delete cascade,
  foreign key (agency_id, printout_id) references printout (agency_id, id)
);
create index letter_of_printout on letter_printout (agency_id, printout_id);

-- One secret per mail: what was opened is told by mail, and a new mail renews the link without touching the old one.
create table reply_token (
  token_hash text primary key,
  agency_id uuid not null,
  link_id uuid not null,
  letter_id uuid not null,
  created_at timestamptz not null default now(),
  opened_at timestamptz,
  foreign key (agency_id, link_id) references reply_link (agency_id, id),
  foreign key (agency_id, letter_id) references letter (agency_id, id) on delete cascade
);
create index reply_token_of_letter on reply_token (agency_id, letter_id);

-- What was answered by a link.
create table reply_answer (
  agency_id uuid not null,
  request_id uuid not null,
  link_id uuid not null,
  move text not null check (move in ('accept', 'decline')),
  answered_at timestamptz not null default now(),
  primary key (agency_id, request_id, answered_at),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, link_id) references reply_link (agency_id, id)
);

-- A mail may have more readers, somebody to reply to, and files; those are read when it is sent.
alter table mail
  add column cc text[] not null default '{}',
  add column bcc text[] not null default '{}',
  add column reply_to text not null default '',
  add column sender_name text not null default '',
  -- more than one, when it is a letter
  add column more_recipients text[] not null default '{}';
create table mail_attachment (
  mail_id uuid not null references mail on delete cascade,
  position smallint not null,
  agency_id uuid not null,
  printout_id uuid,
  document_id uuid,
  primary key (mail_id, position),
  foreign key (agency_id, printout_id) references printout (agency_id, id),
  foreign key (agency_id, document_id) references document (agency_id, id),
  constraint one_file_per_attachment check (num_nonnulls(printout_id, document_id) = 1)
);
