-- Several hubs on one store. Who has which rows in hand: ids come in blocks, and the node that took a block owns its
-- rows. A hub alone (the embedded store) writes none of these tables.

-- Nodes that live; the one whose time is over is buried by another, which takes over what it had.
create table hub_node (
  node     text primary key,
  name     text not null,
  session  text not null,
  since    bigint not null,
  until    bigint not null
);

create table id_range (
  name      text not null,
  first_id  bigint not null,
  last_id   bigint not null,
  node      text not null,
  primary key (name, first_id)
);

-- Rows that somebody made wait at another node than the one that owns them; it reads them and deletes the line.
create table id_call (
  name      text not null,
  first_id  bigint not null,
  last_id   bigint not null,
  asked     bigint not null,
  primary key (name, first_id, last_id)
);

-- What one node does for all, as long as it lives.
create table lease (
  name   text primary key,
  node   text not null,
  since  bigint not null
);
