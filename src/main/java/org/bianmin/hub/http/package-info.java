/** What the hub's HTTP clients have in common: when a call is over. */
package org.bianmin.hub.http;
