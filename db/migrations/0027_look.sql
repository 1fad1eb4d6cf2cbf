-- Who has a request open on a page now: told to colleagues who reach it, and to nobody else. A page looks at one request at a time, says so
-- again and again, and is forgotten by the server's clock when it says nothing more.
create table request_look (
  account_id uuid not null references account on delete cascade,
  -- chosen by the page: one person may have two open
  page uuid not null,
  -- of whom looks, not of the request
  agency_id uuid not null,
  person_id uuid not null,
  name text not null,
  request_id uuid not null references request (id) on delete cascade,
  since timestamptz not null,
  until timestamptz not null,
  primary key (account_id, page),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create index look_of_request on request_look (request_id);
create index look_of_agency on request_look (agency_id, until);

-- An observer may follow the work without learning who the students are (F-208).
alter table role add column with_names boolean not null default true;

-- The day an answer is expected by: the one its sending names, else two weeks after it was sent (reference 4.3).
alter table request add column answer_by date not null
  generated always as (coalesce(due_on, (coalesce(sent_at, created_at) at time zone 'America/Toronto')::date + 14)) stored;

-- How a list is ordered from the side of who receives: 0 what waits for its answer, 1 what is still open, 2 what was agreed on, 3 what is over.
create function inbox_step(status text) returns smallint language sql immutable parallel safe
  return case
    when status in ('sent', 'reactivated', 'redirected-paper', 'accepted-by-unit', 'declined-by-unit') then 0
    when status in ('accepted', 'confirmed') then 2
    when status in ('declined', 'cancelled') then 3
    else 1 end;
-- The same for a unit.
create function unit_step(status text) returns smallint language sql immutable parallel safe
  return case
    when status in ('redirected', 'redirected-auto') then 0
    when status in ('accepted', 'confirmed') then 2
    when status in ('declined', 'cancelled') then 3
    else 1 end;
create index request_inbox on request (receiving_id, inbox_step(status), answer_by, id) where receiving_id is not null;
