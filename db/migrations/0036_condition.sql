-- Conditions (F-187, K56): what who receives asks of the school before, or with, its yes. Codes are data in both languages.
create table condition_code (
  code text primary key,
  label_fr text not null,
  label_en text not null,
  -- the code says nothing by itself: words are needed
  needs_text boolean not null default false,
  position smallint not null,
  -- false: no longer offered; what was put with it keeps its words
  listed boolean not null default true
);
insert into condition_code (code, label_fr, label_en, needs_text, position) values
  ('group-size', 'Changer la taille du groupe', 'Change the group size', true, 1),
  ('dates', 'Changer les dates', 'Change the dates', true, 2),
  ('staffing', 'Accepté selon la disponibilité du personnel', 'Accepted pending staff availability', false, 3),
  ('contact-first', 'Communiquer avec le milieu avant le début', 'Contact the facility before the start', false, 4),
  ('prerequisite-proof', 'Fournir une preuve de préalable', 'Provide proof of a prerequisite', true, 5),
  ('condition-other', 'Autre condition', 'Other condition', true, 6);

create table request_condition (
  -- the school's, as its request
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  code text not null references condition_code,
  text text not null default '' check (length(text) <= 1000),
  -- the organisation that receives, and who of it put the condition: its coordinator or one of its units
  put_agency_id uuid not null references agency,
  put_account_id uuid not null,
  put_name text not null,
  by_unit boolean not null,
  put_at timestamptz not null,
  -- null: a unit's, which its organisation alone knows of until it passes it on (section 8, rule 3)
  shared_at timestamptz,
  shared_name text,
  state text not null default 'open' check (state in ('open', 'met', 'cannot-be-met', 'withdrawn')),
  answered_agency_id uuid references agency,
  answered_account_id uuid,
  answered_name text,
  answered_at timestamptz,
  answer_note text not null default '' check (length(answer_note) <= 1000),
  primary key (agency_id, id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  constraint settled_when_settled check ((state = 'open') = (answered_at is null)),
  constraint coordinators_share_at_once check (by_unit or shared_at is not null),
  -- the school cannot answer what it does not know of
  constraint answered_when_shared check (state in ('open', 'withdrawn') or shared_at is not null),
  constraint reason_for_cannot check (state <> 'cannot-be-met' or answer_note <> '')
);
create unique index request_condition_by_id on request_condition (id);
create index request_condition_of_request on request_condition (agency_id, request_id, id);
-- the flag of a row, the filter and the morning's list read what is open
create index request_condition_open on request_condition (agency_id, request_id) where state = 'open';
