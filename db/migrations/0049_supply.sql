-- Supply and demand (/offre): which organisations look at it now, and where it changed since they were told.

-- An organisation of which somebody has the picture open, until when unless her page says so again. Who does not look is told nothing, so
-- that typing costs nobody anything.
create table supply_look (
  agency_id uuid primary key references agency on delete cascade,
  until timestamptz not null
);

-- Places where a count changed: written with what changed it, emptied by whoever tells (`settleIntents`). It only grows and is only emptied.
create table supply_stale (
  id bigint generated always as identity primary key,
  receiving_id uuid not null,
  service_id uuid not null,
  -- null: the service has not said which unit
  destination_id uuid
);

create function supply_is_looked_at() returns boolean language sql stable as $$
  select exists (select from supply_look where until > now())
$$;

-- Counts for nobody but its school: over, held until its release moment, or to be held once it is sent (section 8, rule 5). That such a
-- request changes must not even be told as « something changed there ».
create function request_counts(r request) returns boolean language sql stable as $$
  select r.service_id is not null and r.status not in ('declined', 'cancelled', 'sent-held')
    and not (r.status in ('new', 'new-part') and r.kind = 'individual' and not r.hold_waived
      and exists (select from cohort_course cc where cc.agency_id = r.agency_id and cc.id = r.cohort_course_id and cc.release_at > now()))
$$;

create function supply_is_another() returns trigger language plpgsql as $$
begin
  if not supply_is_looked_at() then
    return null;
  end if;
  -- A unit's answer, and how it was asked, change no count: told of, they would tell the school that it has answered (section 8, rule 3).
  if tg_op = 'UPDATE' and old.status <> new.status and array[old.status, new.status] <@ array['redirected', 'redirected-paper',
      'redirected-auto', 'accepted-by-unit', 'declined-by-unit']
    and (old.receiving_id, old.service_id, old.destination_id, old.size, old.size_here, old.starts_on, old.ends_on)
      is not distinct from (new.receiving_id, new.service_id, new.destination_id, new.size, new.size_here, new.starts_on, new.ends_on) then
    return null;
  end if;
  if tg_op <> 'INSERT' and request_counts(old) then
    insert into supply_stale (receiving_id, service_id, destination_id) values (old.receiving_id, old.service_id, old.destination_id);
  end if;
  if tg_op <> 'DELETE' and request_counts(new) then
    insert into supply_stale (receiving_id, service_id, destination_id) values (new.receiving_id, new.service_id, new.destination_id);
  end if;
  return null;
end $$;
create trigger request_changes_supply after insert or delete on request for each row execute function supply_is_another();
create trigger request_changes_supply_anew after update on request
  for each row when ((old.version, old.status, old.receiving_id, old.service_id, old.destination_id, old.size, old.size_here, old.starts_on,
    old.ends_on, old.hold_waived) is distinct from (new.version, new.status, new.receiving_id, new.service_id, new.destination_id, new.size,
    new.size_here, new.starts_on, new.ends_on, new.hold_waived))
  execute function supply_is_another();

create function intent_changes_supply() returns trigger language plpgsql as $$
begin
  if not supply_is_looked_at() then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into supply_stale (receiving_id, service_id, destination_id) values (old.receiving_id, old.service_id, old.destination_id);
  end if;
  if tg_op <> 'DELETE' then
    insert into supply_stale (receiving_id, service_id, destination_id) values (new.receiving_id, new.service_id, new.destination_id);
  end if;
  return null;
end $$;
create trigger intent_changes_supply after insert or delete on group_intent for each row execute function intent_changes_supply();
create trigger intent_changes_supply_anew after update on group_intent
  for each row when (old.* is distinct from new.*) execute function intent_changes_supply();

-- Whether an organisation shows each school how its places are shared among all of them by name; else a school sees itself and the others
-- together.
create table sharing_setting (
  agency_id uuid primary key references agency on delete cascade,
  open boolean not null,
  changed_by text not null,
  changed_at timestamptz not null
);
