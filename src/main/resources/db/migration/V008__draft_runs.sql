-- Readings of the journal with mapping files that are not in force. They write here and nowhere else.
create table draft_run (
  id          ${id},
  folder      text not null,
  draft       text not null,
  in_force    text not null,
  source      text,
  from_at     bigint not null,
  to_at       bigint not null,
  state       text not null,
  started_at  bigint not null,
  seen_at     bigint not null,
  ended_at    bigint,
  messages    bigint not null default 0,
  expected    bigint not null default 0,
  reason      text,
  difference  text
);
-- One at a time, on however many nodes.
create unique index draft_run_running on draft_run (state) where state = 'RUNNING';
