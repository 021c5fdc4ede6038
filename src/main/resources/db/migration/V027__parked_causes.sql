-- How many messages are parked of each cause, written in the transactions that park and release them: counting them for
-- each look at the page would walk over all that are parked. Of the reason the first 500 characters.
create table parked_cause (
  source    text not null,
  stage     text not null,
  reason    text not null,
  messages  bigint not null,
  oldest    bigint not null,
  newest    bigint not null,
  primary key (source, stage, reason)
)${clustered};
insert into parked_cause (source, stage, reason, messages, oldest, newest)
  select p.source, p.stage, p.reason, count(*), min(p.id), max(p.id)
    from (select id, source, coalesce(stage, '') as stage, substr(coalesce(reason, ''), 1, 500) as reason
            from message where state = 'PARKED') p
   group by p.source, p.stage, p.reason;
