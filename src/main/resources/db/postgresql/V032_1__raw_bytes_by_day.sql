-- Raw bytes by the UTC day of their commit, so that pruning drops whole tables (ADR 025). Each partition has a key of its
-- own, by which its blocks are found; ids are drawn from one row and stand once in all of them. Nothing is copied, and the
-- receivers wait for the few statements after the check alone.
do $$
declare
  bound bigint;
begin
  alter table message_block validate constraint message_block_bounds;
  select (regexp_match(pg_get_constraintdef(oid), '< ''?([0-9]+)'))[1]::bigint into strict bound
    from pg_constraint
    where conname = 'message_block_bounds' and conrelid = 'message_block'::regclass;
  alter table message_block rename to message_block_before;
  alter index message_block_pkey rename to message_block_before_pkey;
  create table message_block (
    id          bigint not null,
    created_at  bigint not null,
    size        bigint not null,
    bytes       bytea not null
  ) partition by range (created_at);
  execute format(
    'alter table message_block attach partition message_block_before for values from (0) to (%s)',
    bound);
  alter table message_block_before drop constraint message_block_bounds;
  -- what is older than its time, and still needed: its time is -1 - created_at
  create table message_block_kept (like message_block, primary key (id));
  alter table message_block attach partition message_block_kept for values from (minvalue) to (0);
  -- whatever day it is, there is a place for what is received
  create table message_block_default (like message_block, primary key (id));
  alter table message_block attach partition message_block_default default;
end $$;
