-- The catalogue of an organisation that receives: site > service > destination (glossary 1.2).
create table site (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  name text not null check (name <> ''),
  short_name text not null default '',
  address text not null default '',
  phone text,
  contact_id uuid,
  is_user boolean not null default true,
  retired_on date,
  primary key (agency_id, id),
  foreign key (agency_id, contact_id) references person (agency_id, id)
);
create unique index one_site_per_name on site (agency_id, lower(name));
create unique index site_by_id on site (id);

create table service (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  name text not null check (name <> ''),
  coordinator_id uuid,
  is_user boolean not null default true,
  retired_on date,
  primary key (agency_id, id),
  unique (agency_id, site_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id),
  foreign key (agency_id, coordinator_id) references person (agency_id, id)
);
create unique index one_service_per_name on service (agency_id, site_id, lower(name));
create unique index service_by_id on service (id);

create table destination (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  service_id uuid not null,
  name text not null check (name <> ''),
  short_name text not null default '',
  contact_id uuid,
  is_user boolean not null default true,
  capacity integer check (capacity > 0),
  largest_group integer check (largest_group > 0),
  retired_on date,
  profile_at timestamptz not null default now(),
  profile_by uuid,
  primary key (agency_id, id),
  unique (agency_id, service_id, id),
  foreign key (agency_id, site_id, service_id) references service (agency_id, site_id, id),
  foreign key (agency_id, contact_id) references person (agency_id, id)
);
create unique index one_open_destination_per_name on destination (agency_id, service_id, lower(name)) where retired_on is null;
create unique index destination_by_id on destination (id);

-- What still holds open things under it cannot be retired, nor can a thing be open under what is retired (section 8, rule 18).
create function nothing_open_under_retired() returns trigger language plpgsql as $$
declare
  wrong boolean;
begin
  if tg_table_name = 'site' then
    select exists (select 1 from service s where s.agency_id = new.agency_id and s.site_id = new.id
      and (s.retired_on is null or s.retired_on > new.retired_on)) into wrong;
  elsif tg_table_name = 'service' then
    select (new.retired_on is not null and exists (select 1 from destination d where d.agency_id = new.agency_id and d.service_id = new.id
        and (d.retired_on is null or d.retired_on > new.retired_on)))
      or exists (select 1 from site s where s.agency_id = new.agency_id and s.id = new.site_id and s.retired_on is not null
        and (new.retired_on is null or new.retired_on > s.retired_on)) into wrong;
  else
    select exists (select 1 from service s where s.agency_id = new.agency_id and s.id = new.service_id and s.retired_on is not null
      and (new.retired_on is null or new.retired_on > s.retired_on)) into wrong;
  end if;
  if wrong then
    raise exception 'something open under something retired' using errcode = '23514', constraint = 'nothing_open_under_retired';
  end if;
  return null;
end $$;
create constraint trigger site_holds_nothing_open after update of retired_on on site
  deferrable initially deferred for each row when (new.retired_on is not null) execute function nothing_open_under_retired();
create constraint trigger service_holds_nothing_open after insert or update of retired_on, site_id on service
  deferrable initially deferred for each row execute function nothing_open_under_retired();
create constraint trigger destination_is_held after insert or update of retired_on, service_id on destination
  deferrable initially deferred for each row execute function nothing_open_under_retired();

-- What a role may see when it does not see everything: programmes on the placing side, places on the receiving side.
create table role_right (
  agency_id uuid not null,
  role_id uuid not null,
  programme_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  foreign key (agency_id, role_id) references role (agency_id, id) on delete cascade,
  foreign key (agency_id, site_id) references site (agency_id, id),
  foreign key (agency_id, service_id) references service (agency_id, id),
  foreign key (agency_id, destination_id) references destination (agency_id, id),
  constraint one_thing_per_right check (num_nonnulls(programme_id, site_id, service_id, destination_id) = 1),
  constraint one_right_per_thing unique nulls not distinct (agency_id, role_id, programme_id, site_id, service_id, destination_id)
);
