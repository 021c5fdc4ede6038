/**
 * The provincial platform's contract: payloads, signatures, the client that forward routes call.
 */
package org.bianmin.hub.platform;
