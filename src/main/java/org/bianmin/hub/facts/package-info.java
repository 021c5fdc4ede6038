/** Measure events: the newest version of each fact wins, its history, patient links. */
package org.bianmin.hub.facts;
