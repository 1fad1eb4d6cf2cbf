-- A placement request (« demande de stage »). Its life is the table in src/domain/request.ts; the checks here say no as well.
create table reason (
  code text primary key,
  move text not null check (move in ('decline', 'cancel')),
  side text not null check (side in ('placing', 'receiving')),
  label_fr text not null,
  label_en text not null,
  needs_note boolean not null default false,
  position smallint not null
);
insert into reason (code, move, side, label_fr, label_en, needs_note, position) values
  ('capacity-reached', 'decline', 'receiving', 'Capacité atteinte', 'Capacity reached', false, 1),
  ('group-conflict', 'decline', 'receiving', 'Conflit avec un autre groupe', 'Conflict with another group', false, 2),
  ('no-supervisor', 'decline', 'receiving', 'Aucun superviseur disponible', 'No supervisor available', false, 3),
  ('staffing', 'decline', 'receiving', 'Effectifs ou charge de travail', 'Staffing or workload', false, 4),
  ('unit-closed', 'decline', 'receiving', 'Réorganisation ou fermeture de l’unité', 'Unit reorganisation or closure', false, 5),
  ('objectives', 'decline', 'receiving', 'Milieu non adapté aux objectifs', 'Setting not suited to the objectives', false, 6),
  ('dates', 'decline', 'receiving', 'Dates ou quarts ne conviennent pas', 'Dates or shifts unsuitable', false, 7),
  ('late', 'decline', 'receiving', 'Demande tardive', 'Late request', false, 8),
  ('no-agreement', 'decline', 'receiving', 'Aucune entente en vigueur', 'No valid agreement', false, 9),
  ('prerequisites', 'decline', 'receiving', 'Préalables non remplis', 'Prerequisites not met', false, 10),
  ('discipline', 'decline', 'receiving', 'Discipline non accueillie', 'Discipline not taken', false, 11),
  ('decline-other', 'decline', 'receiving', 'Autre raison', 'Other reason', true, 12),
  ('attrition', 'cancel', 'placing', 'N’est plus requis, attrition des étudiants', 'No longer required, student attrition', false, 1),
  ('other-place', 'cancel', 'placing', 'N’est plus requis, autre place trouvée', 'No longer required, other place found', false, 2),
  ('no-instructor', 'cancel', 'placing', 'Aucun enseignant disponible', 'No instructor available', false, 3),
  ('course-changed', 'cancel', 'placing', 'Cours modifié ou annulé', 'Course changed or cancelled', false, 4),
  ('no-response', 'cancel', 'placing', 'Pas de réponse de la destination', 'No response from destination', false, 5),
  ('entered-in-error', 'cancel', 'placing', 'Saisie par erreur', 'Entered in error', false, 6),
  ('student-withdrew', 'cancel', 'placing', 'Abandon de l’étudiant', 'Student withdrew', false, 7),
  ('cancel-other', 'cancel', 'placing', 'Autre raison', 'Other reason', true, 8),
  ('closure', 'cancel', 'receiving', 'Fermeture de l’unité', 'Unit closure', false, 1),
  ('supervisor-gone', 'cancel', 'receiving', 'Superviseur non disponible', 'Supervisor no longer available', false, 2),
  ('outbreak', 'cancel', 'receiving', 'Danger ou éclosion', 'Hazard or outbreak', false, 3),
  ('agreement-lapsed', 'cancel', 'receiving', 'Entente échue', 'Agreement lapsed', false, 4),
  ('receiving-other', 'cancel', 'receiving', 'Autre raison', 'Other reason', true, 5);

create sequence request_reference start 100001;

create table request (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  reference bigint not null default nextval('request_reference'),
  kind text not null check (kind in ('group', 'individual')),
  cohort_course_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  status text not null constraint known_status check (status in ('new', 'sent', 'sent-paper', 'redirected', 'redirected-paper',
    'accepted-by-unit', 'declined-by-unit', 'accepted', 'declined', 'confirmed', 'cancelled')),
  version integer not null default 1,
  -- blank until chosen, all three needed to send (R: place before sending)
  receiving_id uuid references agency,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  size integer not null check (size between 1 and 999),
  instructor_id uuid,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]',
  weekdays smallint[],
  start_time time,
  end_time time,
  shift_code text,
  comment text not null default '',
  reason_code text references reason,
  reason_note text not null default '',
  created_by uuid not null,
  created_at timestamptz not null default now(),
  sent_by uuid,
  sent_at timestamptz,
  answered_by uuid,
  answered_at timestamptz,
  confirmed_at timestamptz,
  -- status and reason before the last answer, so that a slip can be taken back: {"status", "reasonCode", "reasonNote"}
  before_answer jsonb,
  primary key (agency_id, id),
  constraint one_reference unique (reference),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id),
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id),
  foreign key (agency_id, instructor_id) references person (agency_id, id),
  foreign key (receiving_id, site_id) references site (agency_id, id),
  foreign key (receiving_id, site_id, service_id) references service (agency_id, site_id, id),
  foreign key (receiving_id, service_id, destination_id) references destination (agency_id, service_id, id),
  constraint place_before_sending check (status in ('new', 'cancelled') or num_nonnulls(receiving_id, site_id, service_id) = 3),
  constraint reason_for_a_no check ((status in ('declined', 'declined-by-unit', 'cancelled')) = (reason_code is not null)),
  constraint sent_when_sent check (status = 'new' or sent_at is not null),
  constraint one_student_when_individual check (kind = 'group' or size = 1),
  constraint request_in_order check (starts_on <= ends_on)
);
create unique index one_open_request_per_row on request (agency_id, worksheet_id, row_id) where status not in ('declined', 'cancelled');
create unique index request_by_id on request (id);
create index request_of_worksheet on request (agency_id, worksheet_id);
create index request_of_cohort_course on request (agency_id, cohort_course_id);
create index request_of_school on request (agency_id, status, starts_on, id);
create index request_received on request (receiving_id, status, sent_at, id);
create index request_at_destination on request (receiving_id, destination_id, starts_on) where destination_id is not null;
