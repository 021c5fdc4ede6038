/** Reports: what was reported of a period, from the cut to the restatement. */
package org.bianmin.hub.indicator.report;
