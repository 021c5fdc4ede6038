/** The shared nouns: what a measure event is, whom it concerns, who told it, when it counts. */
package org.bianmin.hub.event;
