-- What the migrations make, for reading: `npm run db:dump` writes it and a test compares it.

create extension btree_gist;
create extension pg_trgm;
create extension unaccent;

CREATE OR REPLACE FUNCTION public.confirmed_within_size()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  over record;
begin
  if tg_table_name = 'assignment' then
    select r.id into over from request r where r.agency_id = new.agency_id and r.id = new.request_id
      and r.size < (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id and a.state = 'confirmed');
  else
    select new.id into over where new.size <
      (select count(*) from assignment a where a.agency_id = new.agency_id and a.request_id = new.id and a.state = 'confirmed');
  end if;
  if over.id is not null then
    raise exception 'more students confirmed than the group holds' using errcode = '23514', constraint = 'confirmed_within_size';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.event_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'events are append-only';
end $function$;

CREATE OR REPLACE FUNCTION public.fold_text(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(unaccent('unaccent'::regdictionary, given));

CREATE OR REPLACE FUNCTION public.locked_rows_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  changed request := coalesce(new, old);
  this_one bigint := pg_current_xact_id()::text::bigint;
begin
  update worksheet set locks_version = this_one
  where agency_id = changed.agency_id and id = changed.worksheet_id and locks_version <> this_one;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.nothing_open_under_retired()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.term_brackets_courses()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  wrong boolean;
begin
  if tg_table_name = 'term' then
    select exists (select 1 from cohort_course cc where cc.agency_id = new.agency_id and cc.term_id = new.id
      and (cc.starts_on < new.starts_on or cc.ends_on > new.ends_on)) into wrong;
  else
    select exists (select 1 from term t where t.agency_id = new.agency_id and t.id = new.term_id
      and (new.starts_on < t.starts_on or new.ends_on > t.ends_on)) into wrong;
  end if;
  if wrong then
    raise exception 'a course outside its term' using errcode = '23514', constraint = 'term_brackets_courses';
  end if;
  return null;
end $function$;

create table account (
  id uuid not null default uuidv7(),
  email text not null,
  password_hash text,
  language text not null default 'fr'::text,
  theme text not null default 'system'::text,
  disabled_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint account_pkey PRIMARY KEY (id),
  constraint one_account_per_email UNIQUE (email),
  constraint account_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text))),
  constraint account_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint account_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);

create table agency (
  id uuid not null default uuidv7(),
  kind text not null,
  name text not null,
  short_name text not null,
  is_user boolean not null default true,
  created_at timestamp with time zone not null default now(),
  constraint agency_pkey PRIMARY KEY (id),
  constraint agency_kind_check CHECK ((kind = ANY (ARRAY['placing'::text, 'receiving'::text, 'both'::text]))),
  constraint agency_name_check CHECK ((name <> ''::text)),
  constraint agency_short_name_check CHECK ((short_name <> ''::text))
);
CREATE UNIQUE INDEX one_agency_per_name ON public.agency USING btree (lower(name));

create table assignment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  student_id uuid not null,
  state text not null default 'held'::text,
  version integer not null default 1,
  assigned_by uuid not null,
  assigned_at timestamp with time zone not null default now(),
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  constraint assignment_pkey PRIMARY KEY (agency_id, id),
  constraint once_per_request UNIQUE (agency_id, request_id, student_id),
  constraint assignment_state_check CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text]))),
  constraint confirmed_when_confirmed CHECK (((state = 'confirmed'::text) = (confirmed_at IS NOT NULL))),
  constraint assignment_agency_id_request_id_fkey FOREIGN KEY (agency_id, request_id) REFERENCES request(agency_id, id),
  constraint assignment_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id),
  constraint confirmed_within_size TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX assignment_of_student ON public.assignment USING btree (agency_id, student_id);
CREATE CONSTRAINT TRIGGER confirmed_within_size AFTER INSERT OR UPDATE ON public.assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'confirmed'::text)) EXECUTE FUNCTION confirmed_within_size();

create table attempt (
  key text not null,
  points integer not null,
  expire bigint,
  constraint attempt_pkey PRIMARY KEY (key)
);

create table cell_conflict (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  reason text not null,
  shown_text text not null,
  shown_by uuid,
  shown_at timestamp with time zone,
  shelved_text text not null,
  shelved_by uuid,
  shelved_at timestamp with time zone not null default now(),
  shelved_client bigint not null,
  shelved_clock bigint not null,
  settled_by uuid,
  settled_at timestamp with time zone,
  keep text,
  constraint cell_conflict_pkey PRIMARY KEY (agency_id, id),
  constraint shelved_once UNIQUE (agency_id, sheet_id, row_id, "column", shelved_client, shelved_clock),
  constraint cell_conflict_keep_check CHECK ((keep = ANY (ARRAY['shown'::text, 'shelved'::text, 'overtaken'::text]))),
  constraint cell_conflict_reason_check CHECK ((reason = ANY (ARRAY['unaware'::text, 'row-has-request'::text]))),
  constraint settled_whole CHECK (((settled_at IS NULL) = (keep IS NULL))),
  constraint cell_conflict_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX cell_conflict_open ON public.cell_conflict USING btree (agency_id, sheet_id, id DESC) WHERE (settled_at IS NULL);

create table cell_edit (
  agency_id uuid not null,
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  text text,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  update_id bigint not null
) partition by RANGE (at);
CREATE INDEX cell_edit_in_order ON ONLY public.cell_edit USING btree (agency_id, sheet_id, update_id);
CREATE INDEX cell_edit_of_cell ON ONLY public.cell_edit USING btree (agency_id, sheet_id, row_id, "column", at DESC, update_id DESC);

create table cell_edit_default (
  agency_id uuid not null,
  sheet_id uuid not null,
  row_id text not null,
  "column" text not null,
  text text,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  update_id bigint not null
) -- partition of cell_edit DEFAULT;
CREATE INDEX cell_edit_default_agency_id_sheet_id_row_id_column_at_updat_idx ON public.cell_edit_default USING btree (agency_id, sheet_id, row_id, "column", at DESC, update_id DESC);
CREATE INDEX cell_edit_default_agency_id_sheet_id_update_id_idx ON public.cell_edit_default USING btree (agency_id, sheet_id, update_id);

create table cohort (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  name text not null,
  short_name text not null,
  years integer not null default 3,
  structured boolean not null default true,
  active boolean not null default true,
  constraint cohort_pkey PRIMARY KEY (agency_id, id),
  constraint cohort_name_check CHECK ((name <> ''::text)),
  constraint cohort_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 10))),
  constraint cohort_years_check CHECK (((years >= 1) AND (years <= 10))),
  constraint cohort_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id)
);
CREATE UNIQUE INDEX one_cohort_per_short_name ON public.cohort USING btree (agency_id, programme_id, lower(short_name));

create table cohort_course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_id uuid not null,
  course_id uuid not null,
  term_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]'::jsonb,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  default_comment text not null default ''::text,
  constraint cohort_course_pkey PRIMARY KEY (agency_id, id),
  constraint both_times_or_none CHECK (((start_time IS NULL) = (end_time IS NULL))),
  constraint course_in_order CHECK ((starts_on <= ends_on)),
  constraint cohort_course_agency_id_cohort_id_fkey FOREIGN KEY (agency_id, cohort_id) REFERENCES cohort(agency_id, id),
  constraint cohort_course_agency_id_course_id_fkey FOREIGN KEY (agency_id, course_id) REFERENCES course(agency_id, id),
  constraint cohort_course_agency_id_term_id_fkey FOREIGN KEY (agency_id, term_id) REFERENCES term(agency_id, id),
  constraint course_inside_term TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX cohort_course_by_id ON public.cohort_course USING btree (id);
CREATE INDEX cohort_course_of_term ON public.cohort_course USING btree (agency_id, term_id);
CREATE UNIQUE INDEX one_course_per_cohort_and_term ON public.cohort_course USING btree (agency_id, cohort_id, course_id, term_id);
CREATE CONSTRAINT TRIGGER course_inside_term AFTER INSERT OR UPDATE OF starts_on, ends_on, term_id ON public.cohort_course DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION term_brackets_courses();

create table confirmed_shift (
  agency_id uuid not null,
  assignment_id uuid not null,
  student_id uuid not null,
  during tsrange not null,
  constraint one_place_at_a_time EXCLUDE USING gist (agency_id WITH =, student_id WITH =, during WITH &&),
  constraint confirmed_shift_agency_id_assignment_id_fkey FOREIGN KEY (agency_id, assignment_id) REFERENCES assignment(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX confirmed_shift_of_assignment ON public.confirmed_shift USING btree (agency_id, assignment_id);

create table course (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  number text not null,
  name text not null,
  hours numeric(6,2),
  sheet_kind text not null default 'group'::text,
  default_comment text not null default ''::text,
  retired_on date,
  constraint course_pkey PRIMARY KEY (agency_id, id),
  constraint course_hours_check CHECK ((hours > (0)::numeric)),
  constraint course_name_check CHECK ((name <> ''::text)),
  constraint course_number_check CHECK ((number <> ''::text)),
  constraint course_sheet_kind_check CHECK ((sheet_kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint course_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id)
);
CREATE UNIQUE INDEX one_course_per_number ON public.course USING btree (agency_id, programme_id, lower(number));

create table course_leader (
  agency_id uuid not null,
  cohort_course_id uuid not null,
  person_id uuid not null,
  constraint course_leader_pkey PRIMARY KEY (agency_id, cohort_course_id, person_id),
  constraint course_leader_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id) ON DELETE CASCADE,
  constraint course_leader_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);

create table department (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  constraint department_pkey PRIMARY KEY (agency_id, id),
  constraint department_name_check CHECK ((name <> ''::text)),
  constraint department_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_department_per_name ON public.department USING btree (agency_id, lower(name));

create table destination (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  service_id uuid not null,
  name text not null,
  short_name text not null default ''::text,
  contact_id uuid,
  is_user boolean not null default true,
  capacity integer,
  largest_group integer,
  retired_on date,
  profile_at timestamp with time zone not null default now(),
  profile_by uuid,
  constraint destination_pkey PRIMARY KEY (agency_id, id),
  constraint destination_agency_id_service_id_id_key UNIQUE (agency_id, service_id, id),
  constraint destination_capacity_check CHECK ((capacity > 0)),
  constraint destination_largest_group_check CHECK ((largest_group > 0)),
  constraint destination_name_check CHECK ((name <> ''::text)),
  constraint destination_agency_id_contact_id_fkey FOREIGN KEY (agency_id, contact_id) REFERENCES person(agency_id, id),
  constraint destination_agency_id_site_id_service_id_fkey FOREIGN KEY (agency_id, site_id, service_id) REFERENCES service(agency_id, site_id, id),
  constraint destination_is_held TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX destination_by_id ON public.destination USING btree (id);
CREATE UNIQUE INDEX one_open_destination_per_name ON public.destination USING btree (agency_id, service_id, lower(name)) WHERE (retired_on IS NULL);
CREATE CONSTRAINT TRIGGER destination_is_held AFTER INSERT OR UPDATE OF retired_on, service_id ON public.destination DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing_open_under_retired();

create table enrolment (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  student_id uuid not null,
  state text not null default 'enrolled'::text,
  copied_to text,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint enrolment_pkey PRIMARY KEY (agency_id, id),
  constraint one_enrolment_per_student UNIQUE (agency_id, cohort_course_id, student_id),
  constraint enrolment_copied_to_check CHECK ((copied_to = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint enrolment_state_check CHECK ((state = ANY (ARRAY['enrolled'::text, 'waived'::text, 'withdrawn'::text]))),
  constraint enrolment_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint enrolment_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id)
);
CREATE INDEX enrolment_of_student ON public.enrolment USING btree (agency_id, student_id);

create table event (
  seq bigint not null generated always as identity,
  at timestamp with time zone not null default clock_timestamp(),
  kind text not null,
  agency_ids uuid[] not null,
  about uuid not null,
  within uuid[] not null default '{}'::uuid[],
  actor_agency_id uuid,
  actor_account_id uuid,
  actor_person_id uuid,
  actor_name text not null default ''::text,
  request_id text not null default ''::text,
  facts jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (seq)
);
CREATE INDEX event_about ON public.event USING btree (about, seq);
CREATE INDEX event_of_agency ON public.event USING gin (agency_ids);
CREATE INDEX event_within ON public.event USING gin (within);
CREATE TRIGGER event_is_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();

create table event_reader (
  name text not null,
  seq bigint not null default 0,
  constraint event_reader_pkey PRIMARY KEY (name)
);

create table import_mapping (
  agency_id uuid not null,
  header_hash text not null,
  mapping jsonb not null,
  constraint import_mapping_pkey PRIMARY KEY (agency_id, header_hash),
  constraint import_mapping_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);

create table mail (
  id uuid not null default uuidv7(),
  cause text not null,
  kind text not null,
  account_id uuid,
  recipient text not null,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  error text not null default ''::text,
  tries integer not null default 0,
  given_up_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (id),
  constraint once_per_cause UNIQUE (cause, recipient),
  constraint mail_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX mail_of_account ON public.mail USING btree (account_id);
CREATE INDEX mail_to_send ON public.mail USING btree (id) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

create table migration (
  name text not null,
  sha256 text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table node (
  id uuid not null,
  address text not null,
  key text not null,
  started_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  constraint node_pkey PRIMARY KEY (id)
);

create table pending_import (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  file_name text not null,
  file bytea,
  facts jsonb not null,
  rows jsonb not null,
  mapping jsonb not null,
  decisions jsonb not null default '{}'::jsonb,
  take text[] not null default '{}'::text[],
  status text not null default 'reviewing'::text,
  progress integer not null default 0,
  progress_at timestamp with time zone not null default now(),
  import_id uuid,
  constraint pending_import_pkey PRIMARY KEY (agency_id, id),
  constraint pending_import_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint pending_import_status_check CHECK ((status = ANY (ARRAY['reviewing'::text, 'committing'::text, 'done'::text]))),
  constraint pending_import_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint pending_import_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint pending_import_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id)
);
CREATE INDEX pending_import_of_person ON public.pending_import USING btree (agency_id, made_by, made_at DESC);

create table person (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  department_id uuid,
  last_name text not null,
  first_name text not null default ''::text,
  title text not null default ''::text,
  email text,
  phone text,
  active boolean not null default true,
  disabled_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (agency_id, id),
  constraint person_last_name_check CHECK ((last_name <> ''::text)),
  constraint person_agency_id_department_id_fkey FOREIGN KEY (agency_id, department_id) REFERENCES department(agency_id, id),
  constraint person_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX person_by_name ON public.person USING btree (agency_id, lower(last_name), lower(first_name));

create table preference (
  agency_id uuid not null,
  enrolment_id uuid not null,
  rank smallint not null,
  path text not null,
  constraint preference_pkey PRIMARY KEY (agency_id, enrolment_id, rank),
  constraint preference_path_check CHECK ((path <> ''::text)),
  constraint preference_rank_check CHECK (((rank >= 1) AND (rank <= 20))),
  constraint preference_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE
);

create table programme (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  department_id uuid,
  name text not null,
  short_name text not null,
  discipline text not null default ''::text,
  status text not null default 'active'::text,
  constraint programme_pkey PRIMARY KEY (agency_id, id),
  constraint programme_name_check CHECK ((name <> ''::text)),
  constraint programme_short_name_check CHECK ((short_name <> ''::text)),
  constraint programme_status_check CHECK ((status = ANY (ARRAY['active'::text, 'non-user'::text, 'retired'::text]))),
  constraint programme_agency_id_department_id_fkey FOREIGN KEY (agency_id, department_id) REFERENCES department(agency_id, id),
  constraint programme_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_programme_per_name ON public.programme USING btree (agency_id, lower(name));

create table reason (
  code text not null,
  move text not null,
  side text not null,
  label_fr text not null,
  label_en text not null,
  needs_note boolean not null default false,
  "position" smallint not null,
  constraint reason_pkey PRIMARY KEY (code),
  constraint reason_move_check CHECK ((move = ANY (ARRAY['decline'::text, 'cancel'::text]))),
  constraint reason_side_check CHECK ((side = ANY (ARRAY['placing'::text, 'receiving'::text])))
);

create table request (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  reference bigint not null default nextval('request_reference'::regclass),
  kind text not null,
  cohort_course_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  status text not null,
  version integer not null default 1,
  receiving_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  size integer not null,
  instructor_id uuid,
  starts_on date not null,
  ends_on date not null,
  blocks jsonb not null default '[]'::jsonb,
  weekdays smallint[],
  start_time time without time zone,
  end_time time without time zone,
  shift_code text,
  comment text not null default ''::text,
  reason_code text,
  reason_note text not null default ''::text,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  sent_by uuid,
  sent_at timestamp with time zone,
  answered_by uuid,
  answered_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  before_answer jsonb,
  constraint request_pkey PRIMARY KEY (agency_id, id),
  constraint one_reference UNIQUE (reference),
  constraint known_status CHECK ((status = ANY (ARRAY['new'::text, 'sent'::text, 'sent-paper'::text, 'redirected'::text, 'redirected-paper'::text, 'accepted-by-unit'::text, 'declined-by-unit'::text, 'accepted'::text, 'declined'::text, 'confirmed'::text, 'cancelled'::text]))),
  constraint one_student_when_individual CHECK (((kind = 'group'::text) OR (size = 1))),
  constraint place_before_sending CHECK (((status = ANY (ARRAY['new'::text, 'cancelled'::text])) OR (num_nonnulls(receiving_id, site_id, service_id) = 3))),
  constraint reason_for_a_no CHECK (((status = ANY (ARRAY['declined'::text, 'declined-by-unit'::text, 'cancelled'::text])) = (reason_code IS NOT NULL))),
  constraint request_in_order CHECK ((starts_on <= ends_on)),
  constraint request_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint request_size_check CHECK (((size >= 1) AND (size <= 999))),
  constraint sent_when_sent CHECK (((status = 'new'::text) OR (sent_at IS NOT NULL))),
  constraint request_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint request_agency_id_instructor_id_fkey FOREIGN KEY (agency_id, instructor_id) REFERENCES person(agency_id, id),
  constraint request_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id),
  constraint request_reason_code_fkey FOREIGN KEY (reason_code) REFERENCES reason(code),
  constraint request_receiving_id_fkey FOREIGN KEY (receiving_id) REFERENCES agency(id),
  constraint request_receiving_id_service_id_destination_id_fkey FOREIGN KEY (receiving_id, service_id, destination_id) REFERENCES destination(agency_id, service_id, id),
  constraint request_receiving_id_site_id_fkey FOREIGN KEY (receiving_id, site_id) REFERENCES site(agency_id, id),
  constraint request_receiving_id_site_id_service_id_fkey FOREIGN KEY (receiving_id, site_id, service_id) REFERENCES service(agency_id, site_id, id),
  constraint locked_rows_changed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint request_keeps_confirmed TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_open_request_per_row ON public.request USING btree (agency_id, worksheet_id, row_id) WHERE (status <> ALL (ARRAY['declined'::text, 'cancelled'::text]));
CREATE INDEX request_at_destination ON public.request USING btree (receiving_id, destination_id, starts_on) WHERE (destination_id IS NOT NULL);
CREATE UNIQUE INDEX request_by_id ON public.request USING btree (id);
CREATE INDEX request_of_cohort_course ON public.request USING btree (agency_id, cohort_course_id);
CREATE INDEX request_of_school ON public.request USING btree (agency_id, status, starts_on, id);
CREATE INDEX request_of_worksheet ON public.request USING btree (agency_id, worksheet_id);
CREATE INDEX request_received ON public.request USING btree (receiving_id, status, sent_at, id);
CREATE CONSTRAINT TRIGGER locked_rows_changed AFTER INSERT OR DELETE ON public.request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION locked_rows_changed();
CREATE CONSTRAINT TRIGGER request_keeps_confirmed AFTER UPDATE OF size ON public.request DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION confirmed_within_size();

create table role (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  account_id uuid not null,
  person_id uuid not null,
  kind text not null,
  everything boolean not null default true,
  disabled_at timestamp with time zone,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint role_pkey PRIMARY KEY (agency_id, id),
  constraint role_kind_check CHECK ((kind = ANY (ARRAY['placing-coordinator'::text, 'receiving-coordinator'::text, 'destination-coordinator'::text, 'course-leader'::text, 'instructor'::text, 'supervisor'::text, 'student-administrator'::text, 'local-administrator'::text, 'observer'::text]))),
  constraint role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint role_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
CREATE UNIQUE INDEX one_role_of_a_kind ON public.role USING btree (agency_id, account_id, kind);
CREATE INDEX role_of_account ON public.role USING btree (account_id);
CREATE INDEX role_of_person ON public.role USING btree (agency_id, person_id);

create table role_right (
  agency_id uuid not null,
  role_id uuid not null,
  programme_id uuid,
  site_id uuid,
  service_id uuid,
  destination_id uuid,
  constraint one_right_per_thing UNIQUE NULLS NOT DISTINCT (agency_id, role_id, programme_id, site_id, service_id, destination_id),
  constraint one_thing_per_right CHECK ((num_nonnulls(programme_id, site_id, service_id, destination_id) = 1)),
  constraint role_right_agency_id_destination_id_fkey FOREIGN KEY (agency_id, destination_id) REFERENCES destination(agency_id, id),
  constraint role_right_agency_id_programme_id_fkey FOREIGN KEY (agency_id, programme_id) REFERENCES programme(agency_id, id),
  constraint role_right_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id) ON DELETE CASCADE,
  constraint role_right_agency_id_service_id_fkey FOREIGN KEY (agency_id, service_id) REFERENCES service(agency_id, id),
  constraint role_right_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id)
);

create table service (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  site_id uuid not null,
  name text not null,
  coordinator_id uuid,
  is_user boolean not null default true,
  retired_on date,
  constraint service_pkey PRIMARY KEY (agency_id, id),
  constraint service_agency_id_site_id_id_key UNIQUE (agency_id, site_id, id),
  constraint service_name_check CHECK ((name <> ''::text)),
  constraint service_agency_id_coordinator_id_fkey FOREIGN KEY (agency_id, coordinator_id) REFERENCES person(agency_id, id),
  constraint service_agency_id_site_id_fkey FOREIGN KEY (agency_id, site_id) REFERENCES site(agency_id, id),
  constraint service_holds_nothing_open TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_service_per_name ON public.service USING btree (agency_id, site_id, lower(name));
CREATE UNIQUE INDEX service_by_id ON public.service USING btree (id);
CREATE CONSTRAINT TRIGGER service_holds_nothing_open AFTER INSERT OR UPDATE OF retired_on, site_id ON public.service DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nothing_open_under_retired();

create table session (
  id_hash text not null,
  account_id uuid not null,
  agency_id uuid,
  role_id uuid,
  created_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  user_agent text not null default ''::text,
  constraint session_pkey PRIMARY KEY (id_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint session_agency_id_role_id_fkey FOREIGN KEY (agency_id, role_id) REFERENCES role(agency_id, id)
);
CREATE INDEX session_by_end ON public.session USING btree (expires_at);
CREATE INDEX session_of_account ON public.session USING btree (account_id);

create table setting (
  name text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (name)
);

create table sheet_moment (
  agency_id uuid not null,
  sheet_id uuid not null,
  update_id bigint not null,
  cells text not null,
  constraint sheet_moment_pkey PRIMARY KEY (agency_id, sheet_id, update_id),
  constraint sheet_moment_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);

create table sheet_owner (
  sheet_id uuid not null,
  node_id uuid not null,
  constraint sheet_owner_pkey PRIMARY KEY (sheet_id),
  constraint sheet_owner_node_id_fkey FOREIGN KEY (node_id) REFERENCES node(id) ON DELETE CASCADE
);
CREATE INDEX sheet_owner_by_node ON public.sheet_owner USING btree (node_id);

create table sheet_snapshot (
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  upto_id bigint not null,
  data bytea not null,
  constraint sheet_snapshot_pkey PRIMARY KEY (agency_id, sheet_id, epoch),
  constraint sheet_snapshot_agency_id_sheet_id_fkey FOREIGN KEY (agency_id, sheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);

create table sheet_update (
  id bigint not null generated always as identity,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  data bytea not null,
  constraint sheet_update_pkey PRIMARY KEY (agency_id, sheet_id, epoch, id, at)
) partition by RANGE (at);
CREATE INDEX sheet_update_lately ON ONLY public.sheet_update USING brin (at);

create table sheet_update_default (
  id bigint not null generated always as identity,
  agency_id uuid not null,
  sheet_id uuid not null,
  epoch integer not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  data bytea not null,
  constraint sheet_update_default_pkey PRIMARY KEY (agency_id, sheet_id, epoch, id, at)
) -- partition of sheet_update DEFAULT;
CREATE INDEX sheet_update_default_at_idx ON public.sheet_update_default USING brin (at);

create table sign_in_link (
  token_hash text not null,
  account_id uuid not null,
  purpose text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_link_pkey PRIMARY KEY (token_hash),
  constraint sign_in_link_purpose_check CHECK ((purpose = ANY (ARRAY['first-password'::text, 'new-password'::text]))),
  constraint sign_in_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_link_of_account ON public.sign_in_link USING btree (account_id);

create table site (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  short_name text not null default ''::text,
  address text not null default ''::text,
  phone text,
  contact_id uuid,
  is_user boolean not null default true,
  retired_on date,
  constraint site_pkey PRIMARY KEY (agency_id, id),
  constraint site_name_check CHECK ((name <> ''::text)),
  constraint site_agency_id_contact_id_fkey FOREIGN KEY (agency_id, contact_id) REFERENCES person(agency_id, id),
  constraint site_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint site_holds_nothing_open TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_site_per_name ON public.site USING btree (agency_id, lower(name));
CREATE UNIQUE INDEX site_by_id ON public.site USING btree (id);
CREATE CONSTRAINT TRIGGER site_holds_nothing_open AFTER UPDATE OF retired_on ON public.site DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.retired_on IS NOT NULL)) EXECUTE FUNCTION nothing_open_under_retired();

create table student (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  number text not null,
  last_name text not null,
  first_name text not null default ''::text,
  email text,
  phone text,
  birth_date date,
  fictitious boolean not null default false,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  sort_name text not null generated always as (fold_text(((last_name || ', '::text) || first_name))) stored,
  search text not null generated always as (fold_text(((((((((last_name || ' '::text) || first_name) || ' '::text) || last_name) || ' '::text) || number) || ' '::text) || COALESCE(email, ''::text)))) stored,
  constraint student_pkey PRIMARY KEY (agency_id, id),
  constraint student_last_name_check CHECK ((last_name <> ''::text)),
  constraint student_number_check CHECK ((number <> ''::text)),
  constraint student_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE UNIQUE INDEX one_student_per_number ON public.student USING btree (agency_id, lower(number));
CREATE INDEX student_by_name ON public.student USING btree (agency_id, sort_name, id);

create table student_import (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid,
  file_name text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null default now(),
  undone_at timestamp with time zone,
  added integer not null,
  changed integer not null,
  enrolled integer not null,
  constraint student_import_pkey PRIMARY KEY (agency_id, id),
  constraint student_import_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id),
  constraint student_import_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
CREATE INDEX student_import_in_order ON public.student_import USING btree (agency_id, made_at DESC);

create table student_import_enrolment (
  agency_id uuid not null,
  import_id uuid not null,
  enrolment_id uuid not null,
  state_before text,
  preferences_before text[],
  constraint student_import_enrolment_pkey PRIMARY KEY (agency_id, import_id, enrolment_id),
  constraint student_import_enrolment_state_before_check CHECK ((state_before = ANY (ARRAY['enrolled'::text, 'waived'::text, 'withdrawn'::text]))),
  constraint student_import_enrolment_agency_id_enrolment_id_fkey FOREIGN KEY (agency_id, enrolment_id) REFERENCES enrolment(agency_id, id) ON DELETE CASCADE,
  constraint student_import_enrolment_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX student_import_enrolment_of_enrolment ON public.student_import_enrolment USING btree (agency_id, enrolment_id);

create table student_import_row (
  agency_id uuid not null,
  import_id uuid not null,
  student_id uuid not null,
  row_number integer not null,
  added boolean not null,
  before jsonb not null default '{}'::jsonb,
  after jsonb not null default '{}'::jsonb,
  constraint student_import_row_pkey PRIMARY KEY (agency_id, import_id, student_id),
  constraint student_import_row_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES student_import(agency_id, id) ON DELETE CASCADE,
  constraint student_import_row_agency_id_student_id_fkey FOREIGN KEY (agency_id, student_id) REFERENCES student(agency_id, id) ON DELETE CASCADE
);
CREATE INDEX student_import_row_of_student ON public.student_import_row USING btree (agency_id, student_id);

create table term (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null,
  short_name text not null,
  starts_on date not null,
  ends_on date not null,
  constraint term_pkey PRIMARY KEY (agency_id, id),
  constraint term_in_order CHECK ((starts_on <= ends_on)),
  constraint term_name_check CHECK ((name <> ''::text)),
  constraint term_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 10))),
  constraint term_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint term_brackets_courses TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX one_term_per_short_name ON public.term USING btree (agency_id, lower(short_name));
CREATE CONSTRAINT TRIGGER term_brackets_courses AFTER UPDATE OF starts_on, ends_on ON public.term DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION term_brackets_courses();

create table worksheet (
  agency_id uuid not null,
  id uuid not null default uuidv7(),
  cohort_course_id uuid not null,
  kind text not null,
  epoch integer not null default 1,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  uncopied uuid[] not null default '{}'::uuid[],
  locks_version bigint not null default 0,
  constraint worksheet_pkey PRIMARY KEY (agency_id, id),
  constraint worksheet_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'individual'::text]))),
  constraint worksheet_agency_id_cohort_course_id_fkey FOREIGN KEY (agency_id, cohort_course_id) REFERENCES cohort_course(agency_id, id)
);
CREATE UNIQUE INDEX one_worksheet_of_a_kind ON public.worksheet USING btree (agency_id, cohort_course_id, kind) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX worksheet_by_id ON public.worksheet USING btree (id);

create table worksheet_row (
  agency_id uuid not null,
  worksheet_id uuid not null,
  row_id text not null,
  cells jsonb not null default '{}'::jsonb,
  rank text not null default ''::text,
  deleted boolean not null default false,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  constraint worksheet_row_pkey PRIMARY KEY (agency_id, worksheet_id, row_id),
  constraint worksheet_row_row_id_check CHECK (((length(row_id) >= 1) AND (length(row_id) <= 40))),
  constraint worksheet_row_agency_id_worksheet_id_fkey FOREIGN KEY (agency_id, worksheet_id) REFERENCES worksheet(agency_id, id) ON DELETE CASCADE
);
