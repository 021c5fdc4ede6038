/** Reads FHIR R4 messages: resources, references between them, FHIRPath values, times. */
package org.bianmin.hub.normalize.fhir;
