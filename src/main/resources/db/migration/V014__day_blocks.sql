-- Facts by day for indicators (docs/adr/014-day-blocks.md). A part is a day, counted from 1970 with midnight UTC+8,
-- or, below -1000000000, the void facts of 65536 row ids.

-- Days of which a fact has changed; written in the fact's transaction and only ever added, so that writers never wait
-- for each other. No key: which row is which does not matter.
create table indicator_mark (
  facility  text not null,
  type      text not null,
  part      bigint not null
);

-- Blocks to be built. An empty facility stands for all of them.
create table indicator_dirty (
  type      text not null,
  part      bigint not null,
  facility  text not null,
  -- of the folding that made it dirty last
  seq       bigint not null,
  primary key (type, part, facility)
)${clustered};
create index indicator_dirty_newest on indicator_dirty (part, type);

-- What is known of a facility, type and part. The bytes come last: the other columns are read without them.
create table indicator_block (
  facility    text not null,
  type        text not null,
  part        bigint not null,
  facts       bigint not null,
  built_at    bigint not null,
  -- seq up to which it has all changes
  generation  bigint not null,
  layout      text not null,
  bytes       ${bytes} not null,
  primary key (facility, type, part)
);
create index indicator_block_part on indicator_block (type, part);

-- One row: foldings come one after the other, and their numbers in the order of their commits.
create table indicator_turn (
  id        bigint primary key,
  seq       bigint not null,
  -- 1: the days of facts from before the marks are dirty or built
  seeded    bigint not null
);
insert into indicator_turn (id, seq, seeded) values (1, 0, 0);
