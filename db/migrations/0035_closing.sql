-- What a closure touches is looked for by the place it closes, whatever its level (R356): a unit and a service have their index, a site here.
create index request_at_site on request (receiving_id, site_id, starts_on) where site_id is not null;
