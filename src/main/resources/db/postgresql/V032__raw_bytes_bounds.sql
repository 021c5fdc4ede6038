-- Raw bytes become partitions by day (the next migration), and what there is becomes one of them as it is. That it lies
-- before a certain day is checked there while the hubs go on; from here on it must. The day is the one after tomorrow, so
-- that nodes of the earlier version work on meanwhile.
do $$
declare
  bound bigint := (floor(extract(epoch from now()) / 86400)::bigint + 2) * 86400000;
begin
  -- of clocks that were wrong
  update message_block set created_at = bound - 1 where created_at >= bound;
  update message_block set created_at = 0 where created_at < 0;
  execute format(
    'alter table message_block add constraint message_block_bounds'
    ' check (created_at >= 0 and created_at < %s) not valid', bound);
end $$;
