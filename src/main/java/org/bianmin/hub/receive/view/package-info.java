/** Rows of hospital databases: what changed since the last read, and what vanished. */
package org.bianmin.hub.receive.view;
