-- Types of events of which a cancel may leave open which fact it means (ADT A12 without EVN-6).
create table void_latest (
  type  text primary key
);
