/** The database: one writer with group commit, readers, migrations, ids, tallies. */
package org.bianmin.hub.store;
