/** Whole hubs under faults: killed, without a disk, without a database, without a platform. */
package org.bianmin.hub.faults;
