/**
 * Day blocks: the facts of one facility, type and day as columns, rebuilt when one of them changes,
 * so that indicators are counted from all facts without reading the facts' table.
 */
package org.bianmin.hub.indicator.block;
