package org.bianmin.hub.normalize.fhir;

import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as it stands in a message.
 *
 * @param resource the resource; contained ones belong to it
 * @param fullUrl Bundle.entry.fullUrl, null outside a bundle
 * @param method Bundle.entry.request.method, null where none is given
 */
record FhirEntry(Resource resource, String fullUrl, String method) {}
