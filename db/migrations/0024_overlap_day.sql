-- A day taken out of a group's calendar, or put in, changes whom it meets (R190).
create function calendar_is_planned_anew() returns trigger language plpgsql as $$
begin
  insert into intent_stale (agency_id, request_id, destination_ids, from_day, to_day)
  select r.agency_id, r.id, array[r.destination_id], r.starts_on, r.ends_on from request r
  where r.kind = 'group' and r.destination_id is not null
    and (r.agency_id, r.id) in (select c.agency_id, c.request_id from changed c where c.student_id is null);
  return null;
end $$;
create trigger calendar_is_planned after insert on request_day
  referencing new table as changed for each statement execute function calendar_is_planned_anew();
create trigger calendar_is_planned_anew after update on request_day
  referencing new table as changed for each statement execute function calendar_is_planned_anew();
create trigger calendar_is_planned_no_more after delete on request_day
  referencing old table as changed for each statement execute function calendar_is_planned_anew();
