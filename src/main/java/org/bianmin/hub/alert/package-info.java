/** Rules that say when somebody is needed, and the incidents that come of them. */
package org.bianmin.hub.alert;
