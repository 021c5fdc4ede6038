package org.bianmin.hub.mapping;

import java.util.List;

/**
 * The parts of a message that are looked at one by one.
 *
 * @param path HL7 v2: the segment that begins a part; FHIR: a FHIRPath
 * @param until HL7 v2: segments that end a part, besides the next beginning
 * @param line where it stands
 */
public record Each(String path, List<String> until, int line) {}
