-- What waits when counting by type begins, so that made - delivered - superseded - discarded is what waits ever after.
insert into tally (minute, room, what, who, n)
  select 0, 'reporting', 'made', d.destination || ' ' || e.type, count(*)
    from delivery d join measure_event e on e.id = d.event_id
   where d.state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')
   group by d.destination || ' ' || e.type;
