package org.bianmin.hub.journal;

/**
 * Where a message stood in a topic from which the journal is filled. The journal keeps up to where
 * it has stored a partition, in the transaction that stores, so that a record that is read again is
 * stored once.
 *
 * @param topicId Kafka's id of the topic, not its name: one that was deleted and made again begins
 *     anew
 * @param partition of the topic
 * @param offset of the record
 * @param after the offset up to which the journal has to have stored the partition before this
 *     record, so that its mark may move behind it; 0 where nothing before it is to be had
 */
public record TopicPosition(String topicId, int partition, long offset, long after) {}
