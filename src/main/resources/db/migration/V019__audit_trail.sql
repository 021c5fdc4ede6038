-- Who looked at what and changed what: a chain of entries, each with a code over itself and the one before.
create table audit_entry (
  entry    bigint primary key,
  at       bigint not null,
  who      text not null,
  address  text not null,
  act      text not null,
  object   text not null,
  reason   text not null,
  about    bigint,
  outcome  text,
  mac      text not null
);
create index audit_entry_about on audit_entry (about) where about is not null;
create index audit_entry_who on audit_entry (who, entry);
create index audit_entry_at on audit_entry (at);
create index audit_entry_object on audit_entry (object, entry);

-- The end of the chain, which a commit keeps for itself.
create table audit_head (
  one    int primary key,
  entry  bigint not null,
  mac    text not null
);
insert into audit_head (one, entry, mac) values (1, 0, '');
