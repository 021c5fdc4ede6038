/** The command line: send, check-mappings. */
package org.bianmin.hub.cli;
