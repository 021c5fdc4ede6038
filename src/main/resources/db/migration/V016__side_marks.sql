-- Facts of which a room knows something new without the fact having changed: a platform has accepted a report, an order
-- was looked at (docs/adr/019-side-columns.md). Written in that transaction and only ever added; the day of the fact is
-- looked up when the mark is taken. A fact may stand here more than once.
create table indicator_side_mark (
  event_id  bigint not null
);
create index indicator_side_mark_event on indicator_side_mark (event_id);
