/** Reads HL7 v2 messages lazily: only what a path asks for is located, copied and unescaped. */
package org.bianmin.hub.normalize.hl7v2;
