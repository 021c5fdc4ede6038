-- Who patients are by law (sealed), what of their reports may be recognised, and what a doctor was offered.

-- One row per pseudonym and legal id that was ever told for it; the last recorded holds.
create table patient_identity (
  patient      text not null,
  person       text not null,
  recorded_at  bigint not null,
  tie          text not null,
  sealed       ${bytes} not null,
  message_id   bigint not null,
  accepted_at  bigint not null,
  primary key (patient, person)
)${clustered};
create index patient_identity_person on patient_identity (person);

-- Documents that came inside of messages (OBX-5 ED, presentedForm), stored once, by the SHA-256 of their bytes.
create table report_document (
  hash         text primary key,
  media_type   text not null,
  size         bigint not null,
  bytes        ${bytes} not null,
  stored_at    bigint not null
);

-- What was judged of the newest version of a report; the values stand in measure_event.
create table recognition_report (
  event_id     bigint primary key,
  version      bigint not null,
  facility     text not null,
  report_key   text not null,
  person       text,
  category     text,
  status       text not null,
  reported_at  bigint,
  expires_at   bigint,
  urgent       bigint not null default 0,
  judged_at    bigint not null,
  -- counts for the figures: items of kinds that the catalogue lists, with the province's code, that may be recognised
  items        bigint not null default 0,
  mapped       bigint not null default 0,
  recognisable bigint not null default 0,
  -- checksum of what a doctor reads: other changes of a report are told to nobody
  content      bigint not null default 0,
  judgement    text not null
);
create index recognition_report_person on recognition_report (person, expires_at);

-- Catalogues that were pulled from the platform, every edition that was ever in force.
create table recognition_catalogue (
  edition      text primary key,
  etag         text,
  fetched_at   bigint not null,
  body         text not null
);

-- An order, and whether the doctor who gave it was told of results that could serve instead.
create table recognition_check (
  event_id     bigint primary key,
  ordered_at   bigint not null,
  state        text not null,
  candidates   bigint,
  unknown      bigint,
  checked_at   bigint
);
create index recognition_check_waiting on recognition_check (event_id) where state = 'WAITING';

-- Which of this hub's records (prompts, views, decisions) name a report, by the report's key.
create table recognition_use (
  report_key   text not null,
  record_key   text not null,
  primary key (report_key, record_key)
)${clustered};

-- That a report changed which somebody of this hub was shown, viewed or decided about: of the platform's and of its own.
create table recognition_notice (
  id           bigint primary key,
  origin       text not null,
  no           text not null,
  at           bigint not null,
  kind         text not null,
  urgent       bigint not null,
  report_key   text not null,
  facility     text not null,
  version      bigint not null,
  concerns     text,
  told_at      bigint
);
create unique index recognition_notice_no on recognition_notice (origin, no);
create index recognition_notice_waiting on recognition_notice (id) where told_at is null;

-- How far things are read that another system numbers, for example the notices of the platform.
create table recognition_cursor (
  name         text primary key,
  position     text not null
);

-- What must not wait behind the rest, for example a report that was posted to the wrong patient.
alter table delivery add column urgent bigint not null default 0;
create index delivery_urgent on delivery (destination, id) where urgent = 1 and state = 'AVAILABLE';

-- Attributes are asked for by SQL with the same words on both engines.
${json_extract}
