-- A school's files beside a request, outlines and evaluation forms (2.28): whoever is shown the request reads them.
create table request_document (
  agency_id uuid not null,
  request_id uuid not null,
  document_id uuid not null,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (agency_id, request_id, document_id),
  foreign key (agency_id, request_id) references request (agency_id, id) on delete cascade,
  foreign key (agency_id, document_id) references document (agency_id, id),
  foreign key (agency_id, added_by) references person (agency_id, id)
);
