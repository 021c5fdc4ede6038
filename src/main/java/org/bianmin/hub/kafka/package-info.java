/** What the hub's Kafka clients have in common: where the brokers are, and settings from a file. */
package org.bianmin.hub.kafka;
