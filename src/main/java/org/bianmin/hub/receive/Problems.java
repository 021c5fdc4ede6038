package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: the first problems, and how many more there are. */
final class Problems {

  static final int KEPT = 100;

  private final List<String> first = new ArrayList<>();
  private long more;

  /** The first of a list. */
  static List<String> first(List<String> all) {
    Problems problems = new Problems();
    all.forEach(problems::add);
    return problems.list();
  }

  void add(String problem) {
    if (first.size() < KEPT) {
      first.add(problem);
    } else {
      more++;
    }
  }

  List<String> list() {
    List<String> list = new ArrayList<>(first);
    if (more > 0) {
      list.add("and " + more + " more");
    }
    return List.copyOf(list);
  }
}
