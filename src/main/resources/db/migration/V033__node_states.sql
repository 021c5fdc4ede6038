-- What each node tells of itself whenever it renews its lease, so that people see the whole at any of them.
alter table hub_node add column told text;
