/** Paths and times of JSON that a system sends in a form of its own. */
package org.bianmin.hub.normalize.json;
