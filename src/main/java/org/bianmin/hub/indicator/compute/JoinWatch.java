package org.bianmin.hub.indicator.compute;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Standing.Side;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Join;

/** Finds the counted facts to which one fact is joined. */
final class JoinWatch {

  private static final int SHOWN = 5;

  /** So many facts that have the values by which it is joined are looked at one by one. */
  private static final int ONE_BY_ONE = 50;

  private final Session session;
  private final Surroundings around;
  private final long id;
  private final long at;

  JoinWatch(Session session, Surroundings around, long id, long at) {
    this.session = session;
    this.around = around;
    this.id = id;
    this.at = at;
  }

  /** Null where it is joined to none. */
  FactWatch.Seen look(Formula formula, String type) {
    for (FactSet set : Involved.sets(formula)) {
      for (FactSet.Member member : set.members()) {
        FactWatch.Seen seen = joined(member, type);
        if (seen != null) {
          return seen;
        }
      }
    }
    return null;
  }

  private FactWatch.Seen joined(FactSet.Member member, String type) {
    Plan plan = new Plan(around, member);
    plan.joins().forEach(JoinPass::facility);
    TreeSet<Long> ids = new TreeSet<>();
    for (JoinPass pass : plan.joins()) {
      if (pass.join().event().equals(type)) {
        pass.watch(id);
        look(plan, pass, member, ids);
      }
    }
    if (ids.isEmpty()) {
      return null;
    }
    List<Long> shown = ids.stream().limit(SHOWN).toList();
    String keys =
        String.join(
            ", ",
            session.known().facts().keys(shown).values().stream().map(Object::toString).toList());
    String more = ids.size() > SHOWN ? " … (" + ids.size() + ")" : "";
    return new FactWatch.Seen(
        Side.JOINED, new Words("关联到 " + keys + more, "joined to " + keys + more));
  }

  private void look(Plan plan, JoinPass pass, FactSet.Member member, Set<Long> ids) {
    Join join = pass.join();
    long from = at - join.reach().after().toMillis();
    long to = at + join.reach().before().toMillis() + 1;
    if (join.by().stream().anyMatch(by -> Uses.ofJoin(by.counted()))) {
      // what it is joined by comes from another join: all have to be made
      plan.watch(from, to, null, counted -> ids.add(counted));
      return;
    }
    List<Asked.Only> partners = pass.partners(member.event(), at, from, to);
    if (partners.size() > ONE_BY_ONE) {
      // all at once is less work then, and none is left out
      plan.watch(from, to, null, counted -> ids.add(counted));
      return;
    }
    partners.forEach(one -> plan.watch(one.at(), one.at() + 1, one, counted -> ids.add(counted)));
  }
}
