-- Whether a delivery carries a cancellation: a platform that takes nothing back after one is not asked to.
alter table delivery add column cancels bigint not null default 0;
