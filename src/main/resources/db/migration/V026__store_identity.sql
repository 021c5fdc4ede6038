-- A random number of this store, 32 hexadecimal digits: ids of traces are made of it (ADR 020).
create table store_identity (
  one  int primary key,
  id   text not null
);
insert into store_identity (one, id) values (1, ${random});
