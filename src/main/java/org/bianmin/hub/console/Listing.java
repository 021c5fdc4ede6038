package org.bianmin.hub.console;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * One page of a list.
 *
 * @param next cursor of the next page for {@code after}, null on the last
 */
record Listing<T>(List<T> items, String next) {

  static final int DEFAULT_LIMIT = 50;
  static final int MOST = 500;

  /** A query for one row more than wanted, which tells whether there is another page. */
  interface Query<R> {
    List<R> page(Long after, int limit);
  }

  /**
   * Reads a page.
   *
   * @param after cursor of the request, null for the first page
   * @param limit 1 to 500, null for 50
   * @throws BadRequest when cursor or limit cannot be read
   */
  static <R> Listing<R> read(String after, Integer limit, ToLongFunction<R> id, Query<R> query) {
    int size = size(limit);
    List<R> rows = query.page(cursor(after), size + 1);
    if (rows.size() <= size) {
      return new Listing<>(rows, null);
    }
    List<R> page = rows.subList(0, size);
    return new Listing<>(page, Long.toString(id.applyAsLong(page.get(size - 1))));
  }

  /**
   * A page of a list that is in memory; its cursor is a place in the list.
   *
   * @throws BadRequest when cursor or limit cannot be read
   */
  static <R> Listing<R> of(List<R> all, String after, Integer limit) {
    Long cursor = cursor(after);
    int from = cursor == null ? 0 : (int) Math.max(0, Math.min(cursor, all.size()));
    Listing<Integer> places =
        read(
            after,
            limit,
            place -> place + 1,
            (place, size) ->
                IntStream.range(from, Math.min(all.size(), from + size)).boxed().toList());
    return places.map(all::get);
  }

  <S> Listing<S> map(Function<T, S> shape) {
    return new Listing<>(items.stream().map(shape).toList(), next);
  }

  /** Rows of a page; 50 where the request says nothing. */
  static int size(Integer limit) {
    int size = limit == null ? DEFAULT_LIMIT : limit;
    if (size < 1 || size > MOST) {
      throw new BadRequest("limit is a number from 1 to " + MOST, null);
    }
    return size;
  }

  static Long cursor(String after) {
    if (after == null || after.isBlank()) {
      return null;
    }
    try {
      return Long.valueOf(after);
    } catch (NumberFormatException e) {
      throw new BadRequest("after is the value of next from the page before", e);
    }
  }
}
