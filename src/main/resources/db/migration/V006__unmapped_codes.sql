-- Codes that no row of a code table covers, and the messages that told them; those that are read again with a mended
-- table leave the second one.
create table unmapped_code (
  type        text not null,
  attribute   text not null,
  source      text not null,
  code        text not null,
  messages    bigint not null,
  first_seen  bigint not null,
  last_seen   bigint not null,
  primary key (type, attribute, source, code)
)${clustered};

create table unmapped_message (
  type        text not null,
  attribute   text not null,
  source      text not null,
  code        text not null,
  message_id  bigint not null,
  primary key (type, attribute, source, code, message_id)
)${clustered};
create index unmapped_message_message on unmapped_message (message_id);
