/** Pages and REST API for people and scripts; asks the rooms, holds no SQL. */
package org.bianmin.hub.console;
