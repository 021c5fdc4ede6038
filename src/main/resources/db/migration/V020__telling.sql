-- Since when an incident is bad without a break; what is bad again begins anew.
alter table alert_incident add column since bigint not null default 0;
update alert_incident set since = opened_at;

-- What happened to incidents and was not yet spread over the channels; what is silenced stays until the silence ends.
create table alert_moment (
  id        bigint primary key,
  incident  bigint not null,
  what      text not null,
  at        bigint not null,
  silence   bigint
);
create index alert_moment_incident on alert_moment (incident);

-- One row per incident, channel and moment: the queue of what people are told, and what became of it.
create table alert_message (
  id        bigint primary key,
  incident  bigint not null,
  channel   text not null,
  moment    text not null,
  nth       bigint not null,
  state     text not null,
  made_at   bigint not null,
  due_at    bigint not null,
  attempts  bigint not null,
  told_at   bigint,
  gathered  bigint not null,
  answer    text not null
);
create unique index alert_message_once on alert_message (incident, channel, moment, nth);
create index alert_message_due on alert_message (channel, state, due_at);
create index alert_message_made on alert_message (made_at);

-- The last answer of each channel.
create table alert_channel (
  channel   text primary key,
  at        bigint not null,
  ok        int not null,
  remedy    text not null,
  answer    text not null
);

-- What nobody is to be told for a while, and who said so.
create table alert_silence (
  id        bigint primary key,
  rule      text not null,
  subject   text not null,
  from_at   bigint not null,
  until_at  bigint not null,
  calendar  text not null,
  weekdays  text not null,
  reason    text not null,
  who       text not null,
  made_at   bigint not null,
  ended_at  bigint,
  ended_by  text not null
);
create index alert_silence_until on alert_silence (until_at);

-- Which node tells.
create table alert_teller (
  one     int primary key,
  holder  text not null,
  until   bigint not null
);
insert into alert_teller (one, holder, until) values (1, '', 0);
