/** The shared nouns: what a measure event is, whom it concerns, who told it. */
package org.bianmin.hub.event;
