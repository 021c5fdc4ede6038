/** Turns a journaled message into assertions about measure events. */
package org.bianmin.hub.normalize;
