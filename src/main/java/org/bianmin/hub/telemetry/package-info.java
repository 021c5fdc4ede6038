/**
 * MessageTraces of messages: their ids, which of them are sampled, and how spans leave (ADR 020).
 */
package org.bianmin.hub.telemetry;
