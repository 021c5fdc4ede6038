/** The outbox: what each destination still has to get, and what it answered. */
package org.bianmin.hub.delivery;
