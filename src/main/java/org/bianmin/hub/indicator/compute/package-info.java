/** Evaluates definitions over day blocks: values, and the facts behind each of them. */
package org.bianmin.hub.indicator.compute;
