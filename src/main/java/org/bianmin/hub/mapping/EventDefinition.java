package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * A measure event as its file defines it.
 *
 * @param type the code, for example {@code visit.registered}
 * @param ledger ids of the obligations it serves (seed ledger)
 * @param occurs the attribute that is its business time where a document or row tells none; null
 *     where there is no such
 * @param anonymous whether it names no person
 * @param countsWhile events of the visit that it names; it counts only while none of them is void.
 *     Readers of facts decide that ({@link CountsWhile#concerns}), no version of the fact says it
 * @param orphanOf types of visits; it stays though its visit is void, and a person looks at it
 */
public record EventDefinition(
    String type,
    String chineseName,
    String englishName,
    List<String> ledger,
    String occurs,
    boolean anonymous,
    List<CountsWhile> countsWhile,
    List<String> orphanOf,
    Map<String, AttributeDefinition> attributes,
    List<Binding> bindings,
    String file) {}
