/** Every message ever received, its raw bytes, and where it stands. */
package org.bianmin.hub.journal;
