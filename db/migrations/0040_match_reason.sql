-- Why a solution puts each student where it does, why not where she wished, and what would have to change: facts, never sentences, so
-- that they are read in either language, with the version of the rules that worked them out (Law 25 on automated decisions). What the
-- calculation was given (weights, seed, exceptions, who sat where) is on its run.
create table match_reason (
  agency_id uuid not null,
  solution_id uuid not null,
  worksheet_id uuid not null,
  student_id uuid not null,
  rule_version text not null,
  -- ReasonFacts of domain/match-reason.ts
  facts jsonb not null,
  primary key (agency_id, solution_id, worksheet_id, student_id),
  foreign key (agency_id, solution_id) references matching_solution (agency_id, id) on delete cascade,
  foreign key (agency_id, worksheet_id) references worksheet (agency_id, id) on delete cascade,
  foreign key (agency_id, student_id) references student (agency_id, id) on delete cascade
);
create index match_reason_of_student on match_reason (agency_id, student_id, worksheet_id);
create index match_reason_of_sheet on match_reason (agency_id, worksheet_id);

-- The places those facts speak of, as they were called and when they were: a request that moves to another unit since does not change what
-- was explained.
create table match_reason_place (
  agency_id uuid not null,
  solution_id uuid not null,
  -- the place's request; it may be gone, its name stays
  request_id uuid not null,
  path text not null,
  starts_on date not null,
  ends_on date not null,
  primary key (agency_id, solution_id, request_id),
  foreign key (agency_id, solution_id) references matching_solution (agency_id, id) on delete cascade
);
