-- A visit that has another number (ADT A50) or belongs to another patient (A45). Names are facility/number.
create table visit_link (
  old_visit    text not null,
  source       text not null,
  recorded_at  bigint not null,
  tie          text not null,
  reading      bigint not null,
  visit        text not null,
  message_id   bigint not null,
  accepted_at  bigint not null,
  primary key (old_visit, source, recorded_at, tie, reading)
);

create table visit_owner (
  visit        text not null,
  source       text not null,
  recorded_at  bigint not null,
  tie          text not null,
  reading      bigint not null,
  patient      text not null,
  message_id   bigint not null,
  accepted_at  bigint not null,
  primary key (visit, source, recorded_at, tie, reading)
);

-- The business key under which a version was told, where a visit in it was moved; '': that of its fact. A message may
-- have told two facts that are one since then, so it is part of the primary key.
create table measure_event_told (
  event_id     bigint not null,
  source       text not null,
  recorded_at  bigint not null,
  tie          text not null,
  reading      bigint not null,
  mapping      text not null,
  message_id   bigint not null,
  source_rank  bigint not null,
  action       text not null,
  occurred_at  bigint,
  patient      text,
  attributes   text not null,
  accepted_at  bigint not null,
  told_key     text not null default '',
  primary key (event_id, message_id, reading, told_key)
)${clustered};
insert into measure_event_told (event_id, source, recorded_at, tie, reading, mapping, message_id, source_rank, action,
  occurred_at, patient, attributes, accepted_at)
select event_id, source, recorded_at, tie, reading, mapping, message_id, source_rank, action,
  occurred_at, patient, attributes, accepted_at from measure_event_version;
drop table measure_event_version;
alter table measure_event_told rename to measure_event_version;
create index measure_event_version_message on measure_event_version (message_id);
