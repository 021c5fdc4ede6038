-- The main way: messages, measure events, deliveries. One text for SQLite and PostgreSQL; the placeholders are
-- the few places where the engines' DDL differs. Times are epoch milliseconds.

create table id_block (
  name     text primary key,
  next_id  bigint not null
);

-- Counts per minute; minute 0 holds the total. Written in the transaction that makes the change they count.
create table tally (
  minute  bigint not null,
  room    text not null,
  what    text not null,
  who     text not null,
  n       bigint not null,
  primary key (minute, room, what, who)
)${clustered};

-- Raw bytes of the messages of one group commit, compressed together: neighbours resemble each other.
create table message_block (
  id          ${id},
  created_at  bigint not null,
  size        bigint not null,
  bytes       ${bytes} not null
);

create table message (
  id             ${id},
  source         text not null,
  facility       text not null,
  format         text not null,
  control_id     text not null,
  trigger_event  text not null,
  charset        text,
  received_at    bigint not null,
  content_hash   bigint not null,
  block_id       bigint not null,
  block_offset   bigint not null,
  length         bigint not null,
  state          text not null,
  stage          text,
  reason         text,
  location       text,
  mapping        text,
  normalized_at  bigint,
  duplicates     bigint not null default 0,
  reused_id      bigint not null default 0,
  replay_of      bigint,
  replays        bigint not null default 0
);
create index message_control on message (control_id, source, content_hash);
create index message_received on message (received_at);
create index message_waiting on message (id) where state = 'RECEIVED';
create index message_parked on message (id) where state = 'PARKED';

-- Every mapping set that was ever in force.
create table mapping_set (
  hash         text primary key,
  in_force_at  bigint not null
);

create table measure_event (
  id             ${id},
  facility       text not null,
  type           text not null,
  business_key   text not null,
  version        bigint not null,
  status         text not null,
  occurred_at    bigint,
  recorded_at    bigint not null,
  patient        text,
  person         text,
  attributes     text not null,
  mapping        text not null,
  updated_at     bigint not null
);
create unique index measure_event_key on measure_event (facility, type, business_key);
create index measure_event_time on measure_event (type, occurred_at);
create index measure_event_patient on measure_event (patient) where patient is not null;

-- What each message said about each fact; measure_event is computed from these rows and from nothing else.
create table measure_event_version (
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
  primary key (event_id, message_id, reading)
)${clustered};
create index measure_event_version_message on measure_event_version (message_id);

create table patient_link (
  old_patient  text not null,
  source       text not null,
  recorded_at  bigint not null,
  tie          text not null,
  reading      bigint not null,
  patient      text not null,
  message_id   bigint not null,
  accepted_at  bigint not null,
  primary key (old_patient, source, recorded_at, tie, reading)
);
create index patient_link_to on patient_link (patient);

create table delivery (
  id               ${id},
  destination      text not null,
  event_id         bigint not null,
  version          bigint not null,
  state            text not null,
  attempt          bigint not null default 0,
  next_attempt_at  bigint not null,
  created_at       bigint not null,
  done_at          bigint,
  batch_no         text,
  outcome          text,
  reason           text
);
create index delivery_event on delivery (event_id);
create index delivery_waiting on delivery (destination, id)
  where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE');
create index delivery_retryable on delivery (destination, next_attempt_at) where state = 'RETRYABLE';
create index delivery_discarded on delivery (destination, id) where state = 'DISCARDED';

-- One row per call to a destination.
create table delivery_batch (
  batch_no     text primary key,
  destination  text not null,
  items        bigint not null,
  sent_at      bigint not null,
  answered_at  bigint,
  outcome      text,
  receipt_no   text,
  reason       text
);

-- One row per try that did not end its delivery; the last try stands in the delivery itself.
create table delivery_attempt (
  delivery_id  bigint not null,
  attempt      bigint not null,
  at           bigint not null,
  batch_no     text,
  outcome      text not null,
  reason       text,
  primary key (delivery_id, attempt)
)${clustered};

create table destination_pause (
  destination  text primary key,
  reason       text not null,
  paused_at    bigint not null
);
