/** Synthetic traffic: one believable hospital day, and the MLLP client that sends it. */
package org.bianmin.hub.trial;
