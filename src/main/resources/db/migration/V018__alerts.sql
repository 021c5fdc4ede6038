-- What needs somebody, one incident per rule and subject; texts name sources and destinations, never patients.
create table alert_incident (
  id           bigint primary key,
  rule         text not null,
  subject      text not null,
  severity     text not null,
  state        text not null,
  opened_at    bigint not null,
  last_at      bigint not null,
  resolved_at  bigint,
  times        bigint not null,
  value        double precision not null,
  threshold    double precision not null,
  assignee     text
);
create unique index alert_incident_open on alert_incident (rule, subject) where resolved_at is null;
create index alert_incident_past on alert_incident (rule, subject, resolved_at);
create index alert_incident_state on alert_incident (state, id);

-- What happened to an incident; only ever added to.
create table alert_entry (
  id        bigint primary key,
  incident  bigint not null,
  at        bigint not null,
  what      text not null,
  who       text not null,
  text      text not null
);
create index alert_entry_incident on alert_entry (incident, id);

-- Figures that turned bad and have not lasted yet, or are good again and have not lasted yet.
create table alert_turn (
  rule     text not null,
  subject  text not null,
  since    bigint not null,
  primary key (rule, subject)
);

-- Which node evaluates.
create table alert_lease (
  one     int primary key,
  holder  text not null,
  until   bigint not null
);
insert into alert_lease (one, holder, until) values (1, '', 0);
