package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * A measure event as its file defines it.
 *
 * @param type the code, for example {@code visit.registered}
 * @param ledger ids of the obligations it serves (seed ledger)
 */
public record EventDefinition(
    String type,
    String chineseName,
    String englishName,
    List<String> ledger,
    Map<String, AttributeDefinition> attributes,
    List<Binding> bindings,
    String file) {}
