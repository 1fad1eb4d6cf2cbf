-- A request its service hands to a unit by itself (`redirected-auto`, T12), and one that was over and is asked for again (`reactivated`, T31).
alter table request
  drop constraint known_status,
  add constraint known_status check (status in ('new', 'new-part', 'sent-held', 'sent', 'sent-paper', 'reactivated', 'redirected',
    'redirected-paper', 'redirected-auto', 'accepted-by-unit', 'declined-by-unit', 'accepted', 'declined', 'confirmed', 'cancelled'));

-- Coded reasons are data (F-186). Those that ship are everybody's and stay as they are; an organisation adds its own, and words, hides
-- and orders those of its side for itself. A code stays; what it says is a new version, and who used an older one keeps its words.
alter table reason
  -- null: ships with the product
  add column agency_id uuid references agency;
create index reason_of_agency on reason (agency_id) where agency_id is not null;

-- Versions 2 and on of what a reason says at an organisation; version 1 is in `reason`. Never changed, only followed by another.
create table reason_wording (
  id uuid primary key default uuidv7(),
  agency_id uuid not null references agency,
  reason_code text not null references reason,
  version integer not null check (version >= 2),
  label_fr text not null check (label_fr <> ''),
  label_en text not null check (label_en <> ''),
  needs_note boolean not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint one_wording_per_version unique (agency_id, reason_code, version),
  foreign key (agency_id, made_by) references person (agency_id, id)
);
create function wording_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what a reason said stays' using errcode = '23514', constraint = 'wording_stays';
end $$;
create trigger wording_stays before update on reason_wording for each row execute function wording_stays();

-- Where a reason stands in an organisation's list, and whether it is offered there.
create table reason_choice (
  agency_id uuid not null references agency,
  reason_code text not null references reason,
  position integer,
  hidden boolean not null default false,
  primary key (agency_id, reason_code)
);

-- The words a no was said with; null: version 1 of its code.
alter table request add column reason_wording_id uuid references reason_wording;
alter table request_tag add column reason_wording_id uuid references reason_wording;
alter table call_recipient add column reason_wording_id uuid references reason_wording;

-- A request made from another by who receives (T30): the number stays when the other one is deleted for good.
alter table request
  add column cloned_from uuid,
  add column cloned_reference bigint,
  add foreign key (agency_id, cloned_from) references request (agency_id, id) on delete set null (cloned_from),
  drop constraint known_origin,
  add constraint known_origin check (origin in ('worksheet', 'quick', 'offer', 'clone')),
  add constraint clone_of_a_request check ((origin = 'clone') = (cloned_reference is not null) and (cloned_from is null or cloned_reference is not null));
create index request_cloned on request (agency_id, cloned_from) where cloned_from is not null;
