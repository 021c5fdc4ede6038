/**
 * Mutual recognition of results (互认): what may be recognised elsewhere, what a doctor is offered at
 * order time, what was decided.
 */
package org.bianmin.hub.recognition;
