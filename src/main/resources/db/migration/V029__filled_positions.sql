-- Up to where the journal is filled from the partitions of the topic hub.inbound (ADR 022). Written
-- in the transaction that stores the messages.
create table filled_position (
    topic_id text not null,
    partition_no integer not null,
    next_offset bigint not null,
    primary key (topic_id, partition_no)
)${clustered};
