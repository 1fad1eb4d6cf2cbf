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
