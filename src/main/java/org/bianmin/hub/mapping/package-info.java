/** Event definitions, source profiles and code tables, read from mappings/. */
package org.bianmin.hub.mapping;
