/** An independent provincial platform for trial and test; knows the published contract only. */
package org.bianmin.hub.simulator;
