-- Whether a delivery carries a cancellation: a platform that takes nothing back after one is not asked to.
alter table delivery add column cancels bigint not null default 0;
-- What older versions carried is not kept. Of a fact that is void no more a newer version was sent already, and the
-- platform has said itself that it takes nothing back.
update delivery set cancels = 1
  where event_id in (select id from measure_event where status = 'VOID')
    and version = (select version from measure_event where id = delivery.event_id);
