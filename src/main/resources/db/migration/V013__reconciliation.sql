-- Settlements, payments and refunds, and how they are reconciled (docs/adr/013-reconciliation.md). Amounts in fen.

-- One row per fact, as it stands; written in the fact's own transaction.
create table settlement_record (
  event_id      ${id},
  -- settlement, payment or refund
  kind          text not null,
  type          text not null,
  facility      text not null,
  number        text not null,
  version       bigint not null,
  active        bigint not null,
  at            bigint,
  -- business day of the facility's zone, 2026-11-03
  day           text,
  method        text,
  -- merchant number of the provider
  platform      text,
  scene         text,
  point         text,
  dept          text,
  ward          text,
  amount        bigint,
  self          bigint,
  insurance     bigint,
  reversed      bigint not null default 0,
  -- what was given back of the payment in all, where a provider tells only that
  refunded      bigint,
  billed        bigint,
  fee           bigint,
  evidence      text,
  order_no      text,
  original      text,
  -- 1: an interim settlement of an admission
  interim       bigint not null default 0,
  -- 1: an amount beyond all reason, read as the largest that is
  doubtful      bigint not null default 0,
  person        text,
  visit         text,
  -- numbers that link it, one a line; those of links made by hand apart, since no fact changes them
  tokens        text not null,
  hand_tokens   text not null default '',
  -- 1: changed since it was reconciled; 2: cannot be reconciled, see the log
  waiting       bigint not null default 1,
  noted_at      bigint not null,
  -- how it was reconciled: the rest of the row
  case_id       bigint,
  outcome       text,
  -- what of it counts: of money that two sources tell only one
  counted       bigint not null default 0,
  -- what it adds to the figures, to be taken off when it changes
  figure        text not null default '',
  -- while only one side is known: visit and person with the day of the rules; and by what it was joined: visit,
  -- patient, or apart where so many are tied together that each stands alone
  visit_group   text,
  person_group  text,
  joined        text not null default '',
  -- 1: the provider's bill of its day is there and does not have it
  missing       bigint not null default 0,
  -- 1: somebody said something of it
  remarked      bigint not null default 0
);
create index settlement_record_waiting on settlement_record (event_id) where waiting = 1;
create index settlement_record_stuck on settlement_record (event_id) where waiting = 2;
create index settlement_record_case on settlement_record (case_id, event_id);
create index settlement_record_visit on settlement_record (visit_group, joined) where visit_group is not null;
create index settlement_record_person on settlement_record (person_group, joined) where person_group is not null;
-- what rules may join, newest first: looked at again when they change
create index settlement_record_rules on settlement_record (day, event_id)
  where visit_group is not null or person_group is not null;
-- what a bill that has just come may not have
create index settlement_record_unbilled on settlement_record (day, facility, method)
  where billed is null and active = 1 and kind <> 'settlement';
create index settlement_record_missing on settlement_record (day, facility, event_id) where missing = 1;

create table settlement_link (
  token         text not null,
  event_id      bigint not null,
  primary key (token, event_id)
)${clustered};
create index settlement_link_record on settlement_link (event_id);

-- Records that belong together, and how they agree.
create table reconciliation_case (
  id            ${id},
  facility      text not null,
  day           text not null,
  outcome       text not null,
  -- one a word, with spaces between
  findings      text not null,
  -- rule that joined it, null where numbers or a person did
  rule          text,
  settlements   bigint not null,
  payments      bigint not null,
  refunds       bigint not null,
  due           bigint not null,
  paid          bigint not null,
  refunded      bigint not null,
  insurance_due  bigint not null,
  insurance_paid bigint not null,
  -- paid less refunded less due; of what is not settled at all, with the part of the insurance
  difference    bigint not null,
  at            bigint not null,
  since         bigint not null,
  fingerprint   text not null,
  -- 1: needs a person's eye, whether or not one has closed it
  differs       bigint not null,
  open          bigint not null,
  assignee      text,
  reason        text,
  changed_at    bigint not null
);
create index reconciliation_case_open on reconciliation_case (since, id) where open = 1;
create index reconciliation_case_open_day on reconciliation_case (day, facility, since, id) where open = 1;
create index reconciliation_case_day on reconciliation_case (day, id);
create index reconciliation_case_differs on reconciliation_case (id) where differs = 1;
create index reconciliation_case_differs_day on reconciliation_case (day, id) where differs = 1;
create index reconciliation_case_candidate on reconciliation_case (facility, difference, at)
  where outcome in ('paid-not-settled', 'settled-not-paid', 'refund-without-original');

-- Counts and sums per business day, changed with the rows that they count.
create table reconciliation_figure (
  facility      text not null,
  day           text not null,
  -- settlement, payment, refund; case, open (differences that nobody has closed), finding
  what          text not null,
  method        text not null,
  outcome       text not null,
  n             bigint not null,
  fen           bigint not null,
  insurance     bigint not null,
  fee           bigint not null,
  billed_n      bigint not null,
  billed        bigint not null,
  primary key (facility, day, what, method, outcome)
)${clustered};

create index reconciliation_figure_day on reconciliation_figure (day);
create index reconciliation_figure_open on reconciliation_figure (day, facility) where what = 'open';

-- How many lines of the providers' bills have come.
create table reconciliation_bill (
  facility      text not null,
  day           text not null,
  method        text not null,
  -- merchant number, empty where none is told
  platform      text not null,
  n             bigint not null,
  changed_at    bigint not null,
  -- 1: it has come to its end, so that what it does not have is missing
  there         bigint not null,
  primary key (facility, day, method, platform)
)${clustered};

-- Facilities that tell payments, and the first day of them.
create table reconciliation_facility (
  facility      text primary key,
  paid_from     text not null
)${clustered};

-- What persons said and did. It belongs to records, so that it stays with them whatever cases they come into.
create table reconciliation_note (
  id            ${id},
  kind          text not null,
  who           text not null,
  at            bigint not null,
  -- assignee, closing reason, or the other record of a link
  value         text,
  comment       text,
  -- of the case when it was closed
  fingerprint   text
);
create table reconciliation_note_record (
  event_id      bigint not null,
  note_id       bigint not null,
  primary key (event_id, note_id)
)${clustered};

create table reconciliation_day (
  facility      text not null,
  day           text not null,
  closed        bigint not null,
  who           text not null,
  at            bigint not null,
  primary key (facility, day)
)${clustered};
create table reconciliation_day_history (
  id            ${id},
  facility      text not null,
  day           text not null,
  kind          text not null,
  -- null where a late fact reopened it
  who           text,
  at            bigint not null,
  comment       text,
  -- the fact that reopened it
  event_key     text,
  -- figures of the day at that moment, JSON
  figures       text not null
);
create index reconciliation_day_history_day on reconciliation_day_history (facility, day, id);

create table reconciliation_alert (
  id            ${id},
  kind          text not null,
  facility      text not null,
  day           text not null,
  -- the payment that is not settled; 0 for a day
  event_id      bigint not null,
  fen           bigint not null,
  opened_at     bigint not null,
  resolved_at   bigint
);
create index reconciliation_alert_record on reconciliation_alert (event_id, kind) where resolved_at is null;
create unique index reconciliation_alert_open on reconciliation_alert (kind, facility, day, event_id)
  where resolved_at is null;

-- One row: nodes that share a store reconcile one after the other. Its value is the rules that cases were joined by.
create table reconciliation_turn (
  id            bigint primary key,
  n             bigint not null,
  rules         text not null,
  -- 1: the facts from before this table are noted
  noted         bigint not null,
  -- first day of them, 2026-11-03
  since         text,
  -- down to where the records were looked at that other rules may join; null: to the end
  again_day     text,
  again_id      bigint
);
insert into reconciliation_turn (id, n, rules, noted) values (1, 0, '', 0);
