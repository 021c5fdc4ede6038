/**
 * What starts the hub elsewhere: the compose file, the image, the unit of systemd, and their kit.
 */
package org.bianmin.hub.compose;
