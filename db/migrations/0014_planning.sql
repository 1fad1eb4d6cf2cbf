-- What a school plans with: a unit's disciplines and successor (2.5, 2.6, F-114), and the catalogue as it is searched (F-103).
alter table destination
  -- fields it receives; none named: all
  add column disciplines text[] not null default '{}',
  -- where its students go since it is retired
  add column successor_id uuid,
  add constraint successor_is_another check (successor_id <> id),
  add foreign key (agency_id, successor_id) references destination (agency_id, id);

-- Its path and its other names, folded, in one text, a space before each word: five thousand units are searched by the beginning of any word
-- of it, and read in its order. Kept by triggers, because a unit is found by the names of what it lies under.
alter table destination add column found_by text not null default '';
alter table service add column found_by text not null default '';

create function words_of(given text) returns text language sql immutable as $$
  select ' ' || regexp_replace(fold_text(given), '[^a-z0-9]+', ' ', 'g')
$$;

create function catalogue_path(in_agency uuid, in_site uuid, in_service uuid, own text) returns text language sql stable as $$
  select words_of(concat_ws(' ', a.name, s.name, c.name, own, a.short_name, s.short_name))
  from agency a
    left join site s on s.agency_id = a.id and s.id = in_site
    left join service c on c.agency_id = a.id and c.id = in_service
  where a.id = in_agency
$$;

create function destination_is_found_by() returns trigger language plpgsql as $$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, new.service_id, new.name), '')
    || words_of(concat_ws(' ', new.short_name, array_to_string(new.disciplines, ' ')));
  return new;
end $$;
create trigger destination_is_found_by before insert or update of name, short_name, site_id, service_id, disciplines, found_by on destination
  for each row execute function destination_is_found_by();

create function service_is_found_by() returns trigger language plpgsql as $$
begin
  new.found_by := coalesce(catalogue_path(new.agency_id, new.site_id, null, new.name), '');
  return new;
end $$;
create trigger service_is_found_by before insert or update of name, site_id, found_by on service
  for each row execute function service_is_found_by();

-- A new name above is a new path below.
create function names_below_are_found() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'agency' then
    update service set found_by = '' where agency_id = new.id;
    update destination set found_by = '' where agency_id = new.id;
  elsif tg_table_name = 'site' then
    update service set found_by = '' where agency_id = new.agency_id and site_id = new.id;
    update destination set found_by = '' where agency_id = new.agency_id and site_id = new.id;
  else
    update destination set found_by = '' where agency_id = new.agency_id and service_id = new.id;
  end if;
  return null;
end $$;
create trigger names_below_are_found after update of name, short_name on agency for each row
  when (old.name <> new.name or old.short_name <> new.short_name) execute function names_below_are_found();
create trigger names_below_are_found after update of name, short_name on site for each row
  when (old.name <> new.name or old.short_name <> new.short_name) execute function names_below_are_found();
create trigger names_below_are_found after update of name, site_id on service for each row
  when (old.name <> new.name or old.site_id <> new.site_id) execute function names_below_are_found();

update service set found_by = '';
update destination set found_by = '';

create index destination_found on destination using gin (found_by gin_trgm_ops) where retired_on is null;
create index destination_in_order on destination (found_by collate "C", id) where retired_on is null;
create index service_in_order on service (found_by collate "C", id) where retired_on is null;
-- what is asked of a service whose unit is left open
create index request_at_service on request (receiving_id, service_id, starts_on) where destination_id is null;
