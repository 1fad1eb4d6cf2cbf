-- Organisations and the people in them. A person (a name in a directory) is not an account (someone who signs in);
-- a role joins the two, and one account may hold roles at several organisations (F-013, pain 7.7).
create extension if not exists btree_gist;
create extension if not exists unaccent;
create extension if not exists pg_trgm;

create table agency (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('placing', 'receiving', 'both')),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  is_user boolean not null default true,
  created_at timestamptz not null default now()
);
create unique index one_agency_per_name on agency (lower(name));

create table department (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> ''),
  primary key (agency_id, id)
);
create unique index one_department_per_name on department (agency_id, lower(name));

create table person (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  department_id uuid,
  last_name text not null check (last_name <> ''),
  first_name text not null default '',
  title text not null default '',
  email text,
  phone text,
  active boolean not null default true,
  -- access to this organisation closed by its administrator; roles and rights are kept for the day it is opened again
  disabled_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, department_id) references department (agency_id, id)
);
create index person_by_name on person (agency_id, lower(last_name), lower(first_name));

create table account (
  id uuid primary key default uuidv7(),
  email text not null check (email = lower(email) and email like '%_@_%'),
  password_hash text,
  language text not null default 'fr' check (language in ('fr', 'en')),
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  constraint one_account_per_email unique (email)
);

create table role (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  account_id uuid not null references account,
  person_id uuid not null,
  kind text not null check (kind in ('placing-coordinator', 'receiving-coordinator', 'destination-coordinator',
    'course-leader', 'instructor', 'supervisor', 'student-administrator', 'local-administrator', 'observer')),
  -- true: every programme (placing) or every place (receiving) of the organisation; false: those listed in role_right
  everything boolean not null default true,
  disabled_at timestamptz,
  -- when it was last chosen: the next sign-in begins with it
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create unique index one_role_of_a_kind on role (agency_id, account_id, kind);
create index role_of_account on role (account_id);
create index role_of_person on role (agency_id, person_id);

create table session (
  id_hash text primary key,
  account_id uuid not null references account on delete cascade,
  agency_id uuid,
  role_id uuid,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- thirty minutes after the last thing a person did, never later than twelve hours after signing in
  expires_at timestamptz not null,
  user_agent text not null default '',
  foreign key (agency_id, role_id) references role (agency_id, id)
);
create index session_of_account on session (account_id);
create index session_by_end on session (expires_at);

-- A mailed single-use link; only its hash is kept.
create table sign_in_link (
  token_hash text primary key,
  account_id uuid not null references account on delete cascade,
  purpose text not null check (purpose in ('first-password', 'new-password')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_of_account on sign_in_link (account_id);

-- Counts of attempts (signing in, asking for a link), shared by all nodes. A key is a hash: no address, no e-mail.
create table attempt (
  key text primary key,
  points integer not null,
  expire bigint
);

-- Facts about the installation: 'demo' is true in the demo world and absent elsewhere.
create table setting (
  name text primary key,
  value jsonb not null
);
