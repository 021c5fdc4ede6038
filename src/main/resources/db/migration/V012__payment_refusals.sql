-- Notifications of payment providers that were refused, the newest of each source: evidence, never payments.
create table payment_refusal (
  id           bigint primary key,
  source       text not null,
  at           bigint not null,
  reason       text not null,
  detail       text not null,
  headers      text not null,
  size         bigint not null,
  sha256       text not null,
  body         ${bytes} not null
);
create index payment_refusal_source on payment_refusal (source, id);
