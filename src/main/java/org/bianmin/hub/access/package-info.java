/** Who may use console and API: users, their roles, sign-in, sessions, tokens of scripts. */
package org.bianmin.hub.access;
