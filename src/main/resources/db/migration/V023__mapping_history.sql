-- Which mapping files were in force when, on which node. A set is written once for each time it came into force; the
-- newest of a node is the one that it has now.
create table mapping_history (
  id     ${id},
  hash   text not null,
  node   text not null,
  at     bigint not null,
  files  text not null
);
create index mapping_history_node on mapping_history (node, id);
