/** Programmes, their indicators' definitions, rosters and calendars, as files define them. */
package org.bianmin.hub.indicator.programme;
