/**
 * Indicators and reports: facts kept by day for counting, programmes and their definitions, what is
 * computed from them, and what is reported of it.
 */
package org.bianmin.hub.indicator;
