-- Finding a message. Lists go by the time of receipt, newest first; that of a source and that of what is parked have an
-- index each. The first costs one more entry per message, at the end of its source's part; the second next to nothing.
create index message_source on message (source, received_at);
create index message_parked_at on message (received_at) where state = 'PARKED';
create index visit_link_to on visit_link (visit);

-- What was found for a patient or a visit: the ids of the messages alone. Whom it was looked for stands nowhere.
create table message_search (
  id           text primary key,
  valid_until  bigint not null,
  messages     text not null,
  more         bigint not null,
  looked_into  bigint not null
);
create index message_search_valid on message_search (valid_until);

-- Filters that people keep; a filter names no patient.
create table message_saved_search (
  id      ${id},
  name    text not null,
  filter  text not null,
  owner   text not null,
  shared  bigint not null,
  saved_at bigint not null
);
create index message_saved_search_owner on message_saved_search (owner);
create index message_saved_search_shared on message_saved_search (id) where shared = 1;

-- Messages that a person made out of another one.
create table message_edit (
  message_id  bigint primary key,
  edit_of     bigint not null,
  who         text not null,
  reason      text not null,
  changed     text not null,
  edited_at   bigint not null
);
create index message_edit_of on message_edit (edit_of);
