-- What the check of a row needs to know besides the row: closures, agreements, and who else plans a group at the same unit.

-- Schools of one zone are told of each other's groups (reference 2.1, K52). A school joins by itself; outside of any, only its own groups.
create table overlap_zone (
  code text primary key,
  name_fr text not null,
  name_en text not null,
  position smallint not null
);
insert into overlap_zone (code, name_fr, name_en, position) values
  ('01', 'Bas-Saint-Laurent', 'Bas-Saint-Laurent', 1),
  ('02', 'Saguenay–Lac-Saint-Jean', 'Saguenay–Lac-Saint-Jean', 2),
  ('03', 'Capitale-Nationale', 'Capitale-Nationale', 3),
  ('04', 'Mauricie et Centre-du-Québec', 'Mauricie and Centre-du-Québec', 4),
  ('05', 'Estrie', 'Estrie', 5),
  ('06', 'Montréal', 'Montréal', 6),
  ('07', 'Outaouais', 'Outaouais', 7),
  ('08', 'Abitibi-Témiscamingue', 'Abitibi-Témiscamingue', 8),
  ('09', 'Côte-Nord', 'Côte-Nord', 9),
  ('10', 'Nord-du-Québec', 'Nord-du-Québec', 10),
  ('11', 'Gaspésie–Îles-de-la-Madeleine', 'Gaspésie–Îles-de-la-Madeleine', 11),
  ('12', 'Chaudière-Appalaches', 'Chaudière-Appalaches', 12),
  ('13', 'Laval', 'Laval', 13),
  ('14', 'Lanaudière', 'Lanaudière', 14),
  ('15', 'Laurentides', 'Laurentides', 15),
  ('16', 'Montérégie', 'Montérégie', 16);
alter table agency add column zone text references overlap_zone;

-- Days on which a place receives nobody; a site's closure closes its services, a service's its destinations.
create table closure (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text not null check (reason <> ''),
  made_at timestamptz not null default now(),
  primary key (agency_id, id),
  foreign key (agency_id, site_id) references site (agency_id, id) on delete cascade,
  foreign key (agency_id, service_id) references service (agency_id, id) on delete cascade,
  foreign key (agency_id, destination_id) references destination (agency_id, id) on delete cascade,
  constraint one_place_per_closure check (num_nonnulls(site_id, service_id, destination_id) = 1),
  constraint closure_in_order check (starts_on <= ends_on)
);
create index closure_by_end on closure (ends_on);
create index closure_of_site on closure (agency_id, site_id) where site_id is not null;
create index closure_of_service on closure (agency_id, service_id) where service_id is not null;
create index closure_of_destination on closure (agency_id, destination_id) where destination_id is not null;

-- An affiliation agreement (« entente ») between a school and an organisation; both read it, either keeps it (2.29).
create table agreement (
  school_id uuid not null references agency,
  id uuid not null default uuidv7(),
  receiving_id uuid not null references agency,
  title text not null check (title <> ''),
  status text not null default 'released' check (status in ('draft', 'pending', 'released', 'under-review')),
  -- every programme of the school, or those of the disciplines and programmes named
  everything boolean not null default true,
  disciplines text[] not null default '{}',
  starts_on date not null,
  -- null: until further notice
  ends_on date,
  changed_at timestamptz not null default now(),
  primary key (school_id, id),
  constraint agreement_in_order check (ends_on is null or starts_on <= ends_on)
);
create unique index agreement_by_id on agreement (id);
create index agreement_of_receiving on agreement (receiving_id, school_id);

create table agreement_programme (
  school_id uuid not null,
  agreement_id uuid not null,
  programme_id uuid not null,
  primary key (school_id, agreement_id, programme_id),
  foreign key (school_id, agreement_id) references agreement (school_id, id) on delete cascade,
  foreign key (school_id, programme_id) references programme (agency_id, id) on delete cascade
);

-- Groups that are planned and not yet asked for: what the rows of group worksheets say, understood. A row that belongs to a request
-- counts by its request and not from here.
create table group_intent (
  agency_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  receiving_id uuid not null,
  service_id uuid not null,
  destination_id uuid not null,
  -- 0: not said yet
  size integer not null check (size between 0 and 999),
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]',
  weekdays smallint[],
  start_time time,
  end_time time,
  shift_code text,
  primary key (agency_id, worksheet_id, row_id),
  foreign key (agency_id, worksheet_id, row_id) references worksheet_row (agency_id, worksheet_id, row_id) on delete cascade,
  constraint intent_in_order check (starts_on <= ends_on)
);
create index group_intent_at on group_intent (destination_id, ends_on);
create index request_by_destination on request (destination_id, ends_on)
  where destination_id is not null and status not in ('declined', 'cancelled');

-- What has to be understood anew, written in the transaction that changed it: whoever reads the groups of a unit settles this first.
-- It only grows and is only emptied, so that whoever writes never waits here.
create table intent_stale (
  id bigint generated always as identity primary key,
  agency_id uuid not null,
  -- a row of a sheet; the whole sheet without a row; a request of these units and days without a sheet
  worksheet_id uuid,
  row_id text,
  request_id uuid,
  destination_ids uuid[],
  from_day date,
  to_day date
);
-- The catalogue that texts are read against is another one since.
create table catalogue_change (
  id bigint generated always as identity primary key,
  settled boolean not null default false,
  at timestamptz not null default now()
);

create function row_is_planned_anew() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into intent_stale (agency_id, worksheet_id, row_id)
    select n.agency_id, n.worksheet_id, n.row_id from now_rows n
    join worksheet w on w.agency_id = n.agency_id and w.id = n.worksheet_id
    where w.kind = 'group' and not n.deleted and coalesce(n.cells ->> 'destination', '') <> '';
  else
    insert into intent_stale (agency_id, worksheet_id, row_id)
    select n.agency_id, n.worksheet_id, n.row_id from now_rows n
    join was_rows o on o.agency_id = n.agency_id and o.worksheet_id = n.worksheet_id and o.row_id = n.row_id
    join worksheet w on w.agency_id = n.agency_id and w.id = n.worksheet_id
    where w.kind = 'group' and (coalesce(n.cells ->> 'destination', '') <> '' or coalesce(o.cells ->> 'destination', '') <> '')
      and (n.deleted <> o.deleted or n.cells - '{comment,instructor}'::text[] <> o.cells - '{comment,instructor}'::text[]);
  end if;
  return null;
end $$;
create trigger row_is_planned after insert on worksheet_row
  referencing new table as now_rows for each statement execute function row_is_planned_anew();
create trigger row_is_planned_anew after update on worksheet_row
  referencing old table as was_rows new table as now_rows for each statement execute function row_is_planned_anew();

create function sheet_is_planned_anew() returns trigger language plpgsql as $$
begin
  insert into intent_stale (agency_id, worksheet_id) values (new.agency_id, new.id);
  return null;
end $$;
create trigger sheet_is_planned_anew after update of deleted_at on worksheet
  for each row when (new.kind = 'group' and old.deleted_at is distinct from new.deleted_at) execute function sheet_is_planned_anew();

-- Rows inherit what they leave empty from their course.
create function course_is_planned_anew() returns trigger language plpgsql as $$
begin
  insert into intent_stale (agency_id, worksheet_id)
  select w.agency_id, w.id from worksheet w where w.agency_id = new.agency_id and w.cohort_course_id = new.id and w.kind = 'group';
  return null;
end $$;
create trigger course_is_planned_anew after update on cohort_course
  for each row when ((old.starts_on, old.ends_on, old.blocks, old.weekdays, old.start_time, old.end_time, old.shift_code)
    is distinct from (new.starts_on, new.ends_on, new.blocks, new.weekdays, new.start_time, new.end_time, new.shift_code))
  execute function course_is_planned_anew();

create function request_is_planned_anew() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (new.agency_id, new.id, array[new.destination_id], new.starts_on, new.ends_on);
  elsif tg_op = 'DELETE' then
    -- its row is a draft again
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (old.agency_id, old.id, array[old.destination_id], old.starts_on, old.ends_on);
    insert into intent_stale (agency_id, worksheet_id, row_id) values (old.agency_id, old.worksheet_id, old.row_id);
  else
    insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
    values (new.agency_id, new.id, array_remove(array[old.destination_id, new.destination_id], null), least(old.starts_on, new.starts_on),
      greatest(old.ends_on, new.ends_on));
  end if;
  return null;
end $$;
create trigger request_is_planned after insert on request
  for each row when (new.kind = 'group' and new.destination_id is not null) execute function request_is_planned_anew();
create trigger request_is_planned_anew after update on request
  for each row when (new.kind = 'group' and (old.version, old.status, old.destination_id, old.size, old.starts_on, old.ends_on)
    is distinct from (new.version, new.status, new.destination_id, new.size, new.starts_on, new.ends_on))
  execute function request_is_planned_anew();
create trigger request_is_planned_no_more after delete on request
  for each row when (old.kind = 'group' and old.destination_id is not null) execute function request_is_planned_anew();

create function catalogue_is_another() returns trigger language plpgsql as $$
begin
  insert into catalogue_change default values;
  return null;
end $$;
create trigger agencies_are_others after insert or delete on agency for each statement execute function catalogue_is_another();
create trigger agency_is_another after update on agency
  for each row when ((old.name, old.short_name) is distinct from (new.name, new.short_name)) execute function catalogue_is_another();
create trigger sites_are_others after insert or delete on site for each statement execute function catalogue_is_another();
create trigger site_is_another after update on site
  for each row when ((old.name, old.short_name, old.retired_on) is distinct from (new.name, new.short_name, new.retired_on))
  execute function catalogue_is_another();
create trigger services_are_others after insert or delete on service for each statement execute function catalogue_is_another();
create trigger service_is_another after update on service
  for each row when ((old.name, old.site_id, old.retired_on) is distinct from (new.name, new.site_id, new.retired_on))
  execute function catalogue_is_another();
create trigger destinations_are_others after insert or delete on destination for each statement execute function catalogue_is_another();
create trigger destination_is_another after update on destination
  for each row when ((old.name, old.short_name, old.service_id, old.retired_on) is distinct from (new.name, new.short_name, new.service_id, new.retired_on))
  execute function catalogue_is_another();
