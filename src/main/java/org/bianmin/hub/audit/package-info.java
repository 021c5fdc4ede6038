/** The audit trail: who looked at what and changed what, in a chain that shows where it breaks. */
package org.bianmin.hub.audit;
