-- Reports of indicators and what became of them (docs/adr/016-reports.md). Times are epoch milliseconds.

-- One per programme, kind, period and scope; until: the day it is cut as of, empty for the whole period.
create table report (
  id           ${id},
  programme    text not null,
  kind         text not null,
  period       text not null,
  until        text not null,
  scope_kind   text not null,
  scope_id     text not null,
  -- where it is submitted; empty: nowhere
  destination  text not null,
  -- 1: the hub cuts it by itself as soon as it is open
  automatic    bigint not null,
  due_at       bigint,
  -- of the revision that counts; 0 and OPEN before the cut
  revision     bigint not null,
  state        text not null,
  opened_at    bigint not null,
  -- a problem of the last try to cut it, for people
  problem      text
);
create unique index report_key on report (programme, kind, period, until, scope_kind, scope_id);

-- What was cut. Its values never change; a later one takes its place.
create table report_revision (
  report_id     bigint not null,
  revision      bigint not null,
  kind          text not null,
  -- the revision it takes the place of
  base          bigint,
  state         text not null,
  programme     text not null,
  as_of         bigint not null,
  -- what definitions took for now; comparisons with later facts take the same
  reckoned_at   bigint not null,
  cut_at        bigint not null,
  cut_by        text not null,
  reviewed_at   bigint,
  reviewed_by   text,
  signed_at     bigint,
  signed_by     text,
  submitted_at  bigint,
  submitted_by  text,
  -- the platform's number, and its word
  number        text,
  told          text,
  tries         bigint not null default 0,
  next_try      bigint,
  -- 1: the facts differ from it since, and a person who has it in hand decides
  stale         bigint not null default 0,
  primary key (report_id, revision)
)${clustered};
create index report_revision_sending on report_revision (next_try) where next_try is not null;

create table report_value (
  report_id  bigint not null,
  revision   bigint not null,
  place      bigint not null,
  indicator  text not null,
  body       text not null,
  -- of a restatement: the value it had before, null where it is the same
  was        text,
  -- how many events make the difference; the first of them are in report_cause
  causes     bigint not null default 0,
  primary key (report_id, revision, place)
)${clustered};

-- Ids of the events behind numerator and denominator with their quantities, packed.
create table report_contributors (
  report_id  bigint not null,
  revision   bigint not null,
  indicator  text not null,
  side       text not null,
  n          bigint not null,
  packed     ${bytes} not null,
  primary key (report_id, revision, indicator, side)
);

-- The first events for which a restated value differs.
create table report_cause (
  report_id  bigint not null,
  revision   bigint not null,
  indicator  text not null,
  side       text not null,
  event_id   bigint not null,
  kind       text not null,
  -- what it added and adds: 1, milliseconds, days, or a number times 10000
  before     bigint,
  after      bigint,
  primary key (report_id, revision, indicator, side, event_id)
)${clustered};

-- Who did what and when; only added to.
create table report_history (
  id         ${id},
  report_id  bigint not null,
  revision   bigint not null,
  what       text not null,
  who        text,
  at         bigint not null,
  comment    text
);
create index report_history_report on report_history (report_id, id);

create table report_comment (
  id         ${id},
  report_id  bigint not null,
  revision   bigint not null,
  -- empty: the report as a whole
  indicator  text not null,
  who        text not null,
  at         bigint not null,
  text       text not null
);
create index report_comment_report on report_comment (report_id, id);

-- Calls to the platform, one by one.
create table report_try (
  id           ${id},
  report_id    bigint not null,
  revision     bigint not null,
  destination  text not null,
  at           bigint not null,
  outcome      text not null,
  detail       text
);
create index report_try_report on report_try (report_id, id);

-- Why the platform returned a revision, field by field.
create table report_reason (
  report_id  bigint not null,
  revision   bigint not null,
  place      bigint not null,
  indicator  text not null,
  member     text not null,
  code       text not null,
  message    text not null,
  primary key (report_id, revision, place)
)${clustered};

-- Destinations that get no reports until a person resumes them.
create table report_pause (
  destination  text primary key,
  reason       text not null,
  at           bigint not null
);

-- Until when the calendar was looked at.
create table report_calendar (
  name     text primary key,
  seen_at  bigint not null
);

-- Reports of other institutions, as they sent them; the newest revision of each.
create table roster_report (
  programme    text not null,
  kind         text not null,
  period       text not null,
  until        text not null,
  facility     text not null,
  revision     bigint not null,
  received_at  bigint not null,
  who          text not null,
  body         text not null,
  primary key (programme, kind, period, until, facility)
)${clustered};
