/** A Kafka broker for tests of the rooms that read or write topics. */
package org.bianmin.hub.kafka;
