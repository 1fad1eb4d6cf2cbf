-- What a wall shows: views of tiles that take turns, as JSON because nothing in them is asked for by itself.
create table board (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> '' and length(name) <= 60),
  side text not null check (side in ('placing', 'receiving')),
  policy text not null check (policy in ('public', 'staff')),
  language text not null check (language in ('fr', 'en', 'both')),
  night jsonb check (jsonb_typeof(night) = 'object'),
  views jsonb not null check (jsonb_typeof(views) = 'array' and jsonb_array_length(views) between 1 and 6),
  -- what it counts: the reach of who saved it last, kept with it because a screen on a wall is nobody's session
  everything boolean not null,
  programmes uuid[] not null default '{}',
  sites uuid[] not null default '{}',
  services uuid[] not null default '{}',
  destinations uuid[] not null default '{}',
  version integer not null default 1,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, made_by) references person (agency_id, id),
  foreign key (agency_id, changed_by) references person (agency_id, id)
);

-- A screen on a wall: it reads one board, with a secret of its own and no session. Secrets are kept as hashes.
create table display (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  board_id uuid,
  name text not null check (name <> '' and length(name) <= 60),
  token_hash text not null unique,
  -- the next secret, given to the browser and not shown by it yet: until it is, both hold
  next_hash text unique,
  rotated_at timestamptz not null default now(),
  paired_by uuid not null,
  paired_at timestamptz not null default now(),
  revoked_at timestamptz,
  -- what it last said of itself, and whether a node has its line open
  seen_at timestamptz,
  open boolean not null default false,
  view_id uuid,
  width integer,
  height integer,
  primary key (agency_id, id),
  foreign key (agency_id, board_id) references board (agency_id, id),
  foreign key (agency_id, paired_by) references person (agency_id, id)
);
create index display_of_board on display (agency_id, board_id);

-- A browser that waits to become a display: nobody's yet. Its code is typed at a desk; who types it says whose it is.
create table display_pairing (
  token_hash text primary key,
  code text not null unique,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index display_pairing_over on display_pairing (expires_at);

-- What is not over yet, for counts of a school: those of years ago are most of what it has.
create index request_of_school_until on request (agency_id, ends_on);
