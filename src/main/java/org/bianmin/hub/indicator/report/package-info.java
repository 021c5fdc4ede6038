/**
 * Reports: what is due when, cuts that freeze values and the events behind them, review,
 * signatures, submission, restatements, and the forms in which a report is read.
 */
package org.bianmin.hub.indicator.report;
