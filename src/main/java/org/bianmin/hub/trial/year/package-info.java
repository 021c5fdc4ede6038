/**
 * A whole year of one hospital and one community health centre as measure events, with books of
 * what they mean that are kept while the events are made.
 */
package org.bianmin.hub.trial.year;
