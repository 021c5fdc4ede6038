package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageSearch.Found;

/**
 * A page of messages.
 *
 * @param next cursor of the next page, null on the last
 * @param lookedTo down to which time of receipt was looked where that ended the page, epoch
 *     milliseconds; else null
 */
record MessageList(List<MessageRow> rows, String next, Long lookedTo) {

  /**
   * Reads a page.
   *
   * @throws BadRequest when cursor, limit or filter cannot be read
   */
  static MessageList read(Searched searched, MessageFilter filter, String after, Integer limit) {
    Long cursor = Listing.cursor(after);
    Found found = searched.page(filter, cursor, Listing.size(limit));
    return new MessageList(
        found.rows(), found.next() == null ? null : found.next().toString(), found.lookedTo());
  }
}
