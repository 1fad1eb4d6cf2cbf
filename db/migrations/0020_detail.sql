-- Calls for offers (« appels d'offres », F-172 to F-177), and places asked for without a cohort (F-145).
create sequence call_number start 1001;

-- What a school asks for, once, of several organisations: never a request, so it has no status that could be accepted
-- and no assignment can point to it (section 8, rule 10). Its answers are offers: requests that are born accepted.
create table call (
  agency_id uuid not null references agency,
  id uuid not null default uuidv7(),
  number bigint not null default nextval('call_number'),
  cohort_course_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  places integer not null check (places between 1 and 999),
  -- hours of presence wished of each student
  hours numeric(6, 2) check (hours > 0),
  comment text not null default '',
  reply_by date not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  sent_account_id uuid not null references account,
  closed_at timestamptz,
  primary key (agency_id, id),
  constraint one_call_number unique (number),
  foreign key (agency_id, cohort_course_id) references cohort_course (agency_id, id),
  foreign key (agency_id, sent_by) references person (agency_id, id),
  constraint call_in_order check (starts_on <= ends_on)
);
create unique index call_by_id on call (id);
create index call_of_school on call (agency_id, id desc);
create index call_of_cohort_course on call (agency_id, cohort_course_id);
-- what the morning's reader looks through: calls whose date has come
create index call_open_by_reply on call (reply_by) where closed_at is null;

-- An organisation a call was sent to, once. `sent` and `declined` are all it can be; offers and lateness are read, not kept.
create table call_recipient (
  agency_id uuid not null,
  call_id uuid not null,
  receiving_id uuid not null references agency,
  status text not null default 'sent' constraint call_never_accepted check (status in ('sent', 'declined')),
  sent_at timestamptz not null,
  reason_code text references reason,
  reason_note text not null default '',
  declined_at timestamptz,
  -- who declined; of which organisation tells whether the school entered it for one that does not use the system
  declined_by uuid,
  declined_agency_id uuid references agency,
  -- where the organisation does not use the system: written to when it was called
  mailed_at timestamptz,
  -- the reply-by date its lateness was told for: once for each date
  told_for date,
  primary key (agency_id, call_id, receiving_id),
  foreign key (agency_id, call_id) references call (agency_id, id) on delete cascade,
  constraint reason_for_a_declined_call check ((status = 'declined') = (reason_code is not null)),
  constraint declined_when_declined check ((status = 'declined') = (declined_at is not null))
);
create index call_received on call_recipient (receiving_id, call_id desc);

-- Where a request comes from. An offer belongs to the call it answers and to an organisation that was called;
-- an offer of several places is several requests of one `offer_id`.
alter table request
  add column origin text not null default 'worksheet' constraint known_origin check (origin in ('worksheet', 'quick', 'offer')),
  add column call_id uuid,
  add column offer_id uuid,
  add constraint offer_answers_a_call check ((origin = 'offer') = (num_nonnulls(call_id, offer_id) = 2) and num_nonnulls(call_id, offer_id) <> 1),
  add constraint offer_of_who_was_called foreign key (agency_id, call_id, receiving_id) references call_recipient (agency_id, call_id, receiving_id);
create index request_of_call on request (agency_id, call_id, receiving_id) where call_id is not null;

-- Why places are gone when their offer is made smaller: the one reason nobody chooses.
alter table reason add column listed boolean not null default true;
insert into reason (code, move, side, label_fr, label_en, needs_note, position, listed) values
  ('offer-reduced', 'cancel', 'receiving', 'Offre réduite', 'Offer reduced', false, 6, false);

-- The standing cohort of a programme: it holds what is asked for by quick entry, and no list of cohorts shows it.
alter table cohort add column standing boolean not null default false;
create unique index one_standing_cohort on cohort (agency_id, programme_id) where standing;
