/** What Camel routes call when bytes arrive, and the acknowledgements they get back. */
package org.bianmin.hub.receive;
