-- Notices on the page, by push, kind by kind, outside of quiet hours; and addresses that refuse mail.

alter table notice_setting
  -- kinds that are mailed otherwise than `mode` says: {"comment": "at-once"}
  add column own jsonb not null default '{}' check (jsonb_typeof(own) = 'object'),
  -- kinds the page does not tell
  add column hidden text[] not null default '{}',
  -- kinds told on her devices
  add column push text[] not null default '{to-answer,answer,cancellation,watch}',
  -- minutes after midnight on the clock of her territory: nothing arrives from one until the other
  add column quiet_from smallint check (quiet_from between 0 and 1439),
  add column quiet_until smallint check (quiet_until between 0 and 1439),
  add column quiet_weekend boolean not null default false,
  add constraint quiet_whole check ((quiet_from is null) = (quiet_until is null) and (quiet_from is null or quiet_from <> quiet_until));

-- Some notices are of no request: a question that became true, a mail that came back.
alter table notice
  alter column request_agency_id drop not null,
  alter column request_id drop not null,
  alter column side drop not null,
  add column in_page boolean not null default true,
  add column read_at timestamptz,
  -- how this one is mailed whatever its kind; null: as its kind is
  add column mail text check (mail in ('at-once', 'none')),
  -- when her devices are told; null: they are not, or were
  add column push_at timestamptz,
  add constraint of_request_or_page check ((request_id is null) = (request_agency_id is null) and (request_id is null) = (side is null)),
  drop constraint notice_outcome_check,
  -- `page`: told on the page alone; `refused`: her address refuses mail
  add constraint notice_outcome_check check (outcome in ('mailed', 'seen', 'gone', 'muted', 'closed', 'page', 'refused'));
-- What was told before pages told it is not news; contacts have no page.
update notice set in_page = account_id is not null, read_at = at;
create index notice_on_page on notice (account_id, agency_id, id) where in_page;
create index notice_unread on notice (account_id, agency_id) where in_page and read_at is null;
create index notice_to_push on notice (push_at) where push_at is not null;

-- A browser that shows notices while Concerto is closed (RFC 8030): where to write to, and the keys only it can read with.
create table notice_device (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account on delete cascade,
  endpoint text not null constraint one_device_per_endpoint unique,
  p256dh text not null,
  auth text not null,
  -- « Firefox, Windows », to be told apart
  name text not null,
  created_at timestamptz not null,
  told_at timestamptz,
  failures smallint not null default 0
);
create index notice_device_of_account on notice_device (account_id);

-- An address whose mail server said no for good. Another address is another row's; the same one is tried again once somebody says so.
create table mail_bounce (
  email text primary key check (email = lower(email)),
  at timestamptz not null,
  -- the other server's words
  reply text not null,
  mail_id uuid references mail on delete set null
);
