-- Notices (F-209, F-210): what happened to a request, told by mail to who reaches it, as she chose.

-- No row: the default (a digest in the morning of each weekday, cancellations in the evening).
create table notice_setting (
  account_id uuid primary key references account on delete cascade,
  mode text not null check (mode in ('at-once', 'digest', 'absence')),
  -- minutes after midnight, on the clock of her organisation's territory
  digest_minute smallint not null check (digest_minute between 0 and 1439),
  weekdays_only boolean not null,
  -- cancellations of a day come together in the evening, or each at once
  cancellations text not null check (cancellations in ('at-once', 'evening')),
  -- kinds she does not want
  muted text[] not null default '{}'
);

-- Somebody without account who does not want a kind of notice any more, by her address.
create table notice_refusal (
  email text not null check (email = lower(email)),
  kind text not null,
  at timestamptz not null,
  primary key (email, kind)
);

create table notice (
  id uuid primary key default uuidv7(),
  -- whom: `account:…` or `email:…`; with the cause it is told once
  recipient text not null,
  account_id uuid references account on delete cascade,
  -- of somebody who does not sign in; an account's address is read when it is written to
  email text,
  name text not null default '',
  -- the organisation, the role and the side it is read from; no role: a contact
  agency_id uuid not null references agency,
  role_id uuid,
  side text not null check (side in ('placing', 'receiving', 'unit')),
  kind text not null,
  -- `event:1042`, or `overdue:…` for a date that came
  cause text not null,
  seq bigint not null,
  event_kind text not null,
  at timestamptz not null,
  request_agency_id uuid not null,
  request_id uuid not null,
  -- who did it: whoever takes it back takes the notice back
  actor_account_id uuid,
  facts jsonb not null default '{}',
  due_at timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('mailed', 'seen', 'gone', 'muted', 'closed')),
  constraint told_once unique (recipient, cause),
  constraint someone check ((account_id is null) = (email is not null)),
  constraint settled_with_outcome check ((settled_at is null) = (outcome is null)),
  -- a notice dies with a request that is deleted for good
  foreign key (request_agency_id, request_id) references request (agency_id, id) on delete cascade
);
create index notice_due on notice (due_at) where settled_at is null;
create index notice_pending on notice (recipient) where settled_at is null;
create index notice_of_account on notice (account_id) where settled_at is null;
create index notice_of_request on notice (request_agency_id, request_id);
create index notice_settled on notice (settled_at) where settled_at is not null;

-- An answer that is late was told of once for each day it was asked for by.
create table notice_overdue (
  agency_id uuid not null,
  request_id uuid not null,
  answer_by date not null,
  primary key (agency_id, request_id, answer_by),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade
);
create index request_waiting on request (answer_by) where inbox_step(status) = 0 or unit_step(status) = 0;

-- When somebody last had a request open: what happened before then is news to her no more. Kept when her look is over.
create table request_seen (
  account_id uuid not null references account on delete cascade,
  request_id uuid not null references request (id) on delete cascade,
  seen_at timestamptz not null,
  primary key (account_id, request_id)
);
create index request_seen_of_request on request_seen (request_id);
create function look_is_remembered() returns trigger language plpgsql as $$
begin
  insert into request_seen (account_id, request_id, seen_at) values (new.account_id, new.request_id, clock_timestamp())
  on conflict (account_id, request_id) do update set seen_at = excluded.seen_at;
  return null;
end $$;
create trigger look_is_remembered after insert or update on request_look for each row execute function look_is_remembered();

-- What somebody who stays away was last written, so that she is not written to again before a week.
create table notice_absence (
  account_id uuid primary key references account on delete cascade,
  mailed_at timestamptz not null
);

-- Cancellations by mail: a territory or an organisation may have none of them (K57).
alter table territory add column cancellation_mail boolean not null default true;
alter table agency add column cancellation_mail boolean not null default true;

-- The address a mail program shows as « se désabonner » (RFC 8058); empty: there is nothing to leave.
alter table mail add column unsubscribe_url text not null default '';

-- What happened before notices were kept is told to nobody.
insert into event_reader (name, seq) select 'notice', coalesce(max(seq), 0) from event on conflict (name) do nothing;
