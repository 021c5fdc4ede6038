-- How far each view of a hospital database was read: the highest time of its watermark column, as the database has it.
create table view_mark (
  source     text not null,
  view_name  text not null,
  mark       text not null,
  primary key (source, view_name)
)${clustered};

-- What was told of each row. told is 0 from before its message is journaled until after: a hub that died in between
-- tells the very same message again, which the journal recognises. The hash of a row that vanished is 'gone'.
create table view_row (
  source       text not null,
  view_name    text not null,
  row_key      text not null,
  hash         text not null,
  recorded_at  bigint not null,
  window_at    bigint,
  told         bigint not null,
  primary key (source, view_name, row_key)
)${clustered};
create index view_row_window on view_row (source, view_name, window_at) where window_at is not null;
create index view_row_untold on view_row (source, view_name) where told = 0;
