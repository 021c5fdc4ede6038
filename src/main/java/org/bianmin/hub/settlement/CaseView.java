package org.bianmin.hub.settlement;

import java.util.List;

/**
 * A case with all that belongs to it.
 *
 * @param records in the order of their times
 * @param notes oldest first
 */
public record CaseView(CaseLine line, List<RecordLine> records, List<Note> notes) {}
