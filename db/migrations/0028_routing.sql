-- Who is asked about a unit (2.4, 2.5, K13): its main contact (destination.contact_id), those of a discipline, the others in order;
-- who is away and who stands in; and where a request went when it was redirected.
alter table person
  -- allowed for routine exchanges only; passwords and what the system writes go to `email` (K59)
  add column shared_email text,
  -- « avis par courriel acceptés »: who refuses them is not asked in the system
  add column alerts boolean not null default true;

create table unit_contact (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  destination_id uuid not null,
  person_id uuid not null,
  -- empty: a backup (« autre contact »); else who is asked instead of the main contact for programmes of this discipline
  discipline text not null default '',
  rank smallint not null,
  primary key (agency_id, id),
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create unique index one_unit_contact on unit_contact (agency_id, destination_id, lower(discipline), person_id);
create index unit_contact_of_person on unit_contact (agency_id, person_id);

create table absence (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  starts_on date not null,
  -- null: until further notice
  ends_on date,
  delegate_id uuid,
  noted_by uuid not null,
  noted_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id),
  foreign key (agency_id, delegate_id) references person (agency_id, id),
  constraint absence_in_order check (ends_on is null or starts_on <= ends_on),
  constraint somebody_else_stands_in check (delegate_id is distinct from person_id)
);
create index absence_of_person on absence (agency_id, person_id, starts_on);

alter table request
  -- who of the unit was asked, and whether somebody chose her instead of whom the unit's contacts say
  add column unit_contact_id uuid,
  add column unit_contact_chosen boolean not null default false,
  add foreign key (receiving_id, unit_contact_id) references person (agency_id, id);

-- « Réacheminer d’office » (T12): to the unit asked for, or always to one unit.
alter table service
  add column redirects text not null default 'no' constraint known_redirects check (redirects in ('no', 'asked', 'unit')),
  add column redirect_unit_id uuid,
  add foreign key (agency_id, redirect_unit_id) references destination (agency_id, id) on delete set null (redirect_unit_id);

-- A unit's answer by a link: the link is its organisation's, the request a school's.
alter table reply_answer add column request_agency_id uuid;
update reply_answer set request_agency_id = agency_id;
alter table reply_answer
  alter column request_agency_id set not null,
  drop constraint reply_answer_agency_id_request_id_fkey,
  add foreign key (request_agency_id, request_id) references request (agency_id, id) on delete cascade,
  drop constraint reply_answer_move_check,
  add constraint reply_answer_move_check check (move in ('accept', 'decline', 'accept-for-unit', 'decline-for-unit'));
create index reply_answer_of_request on reply_answer (request_id);

-- The user flag heals by itself (K13, K72): a place that is given a contact who can sign in uses the system, and so does one whose contact
-- is given a role. It is turned off by a person alone, and that is a reason every redirection shows.
create function can_come_in(of_agency uuid, of_person uuid) returns boolean language sql stable as $$
  select exists (select from role r join account a on a.id = r.account_id join person p on p.agency_id = r.agency_id and p.id = r.person_id
    where r.agency_id = of_agency and r.person_id = of_person and r.kind in ('destination-coordinator', 'receiving-coordinator')
      and r.disabled_at is null and a.disabled_at is null and p.active and p.disabled_at is null)
$$;
create function contact_makes_user() returns trigger language plpgsql as $$
begin
  if not new.is_user and new.is_user = old.is_user and can_come_in(new.agency_id,
      case tg_table_name when 'service' then (to_jsonb(new) ->> 'coordinator_id')::uuid else (to_jsonb(new) ->> 'contact_id')::uuid end) then
    new.is_user := true;
  end if;
  return new;
end $$;
create trigger destination_contact_makes_user before update of contact_id on destination
  for each row when (new.contact_id is distinct from old.contact_id) execute function contact_makes_user();
create trigger service_coordinator_makes_user before update of coordinator_id on service
  for each row when (new.coordinator_id is distinct from old.coordinator_id) execute function contact_makes_user();
create function role_makes_user() returns trigger language plpgsql as $$
begin
  if new.disabled_at is null and new.kind in ('destination-coordinator', 'receiving-coordinator') then
    update destination set is_user = true where agency_id = new.agency_id and contact_id = new.person_id and not is_user;
    update service set is_user = true where agency_id = new.agency_id and coordinator_id = new.person_id and not is_user;
  end if;
  return null;
end $$;
create trigger role_given_makes_user after insert or update of disabled_at on role for each row execute function role_makes_user();
