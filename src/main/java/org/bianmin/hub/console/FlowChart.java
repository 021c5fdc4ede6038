package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the routes stand in the diagram of the main way: sources on the left, destinations on the
 * right, the stages between.
 *
 * @param middle height of the line of stages
 */
record FlowChart(int height, int middle, List<Box> sources, List<Box> destinations) {

  private static final int ROW = 46;
  private static final int TOP = 8;
  private static final int BOX = 36;
  private static final int LEAST = 150;

  /**
   * A route.
   *
   * @param y upper edge
   */
  record Box(Flows.Flow flow, int y) {

    /** Height of its lines. */
    public int at() {
      return y + BOX / 2;
    }
  }

  static FlowChart of(List<Flows.Flow> flows) {
    List<Flows.Flow> in = flows.stream().filter(flow -> flow.group().equals("receive")).toList();
    List<Flows.Flow> out = flows.stream().filter(flow -> flow.group().equals("forward")).toList();
    int height = Math.max(LEAST, TOP + ROW * Math.max(in.size(), out.size()));
    return new FlowChart(height, height / 2, boxes(in, height), boxes(out, height));
  }

  private static List<Box> boxes(List<Flows.Flow> flows, int height) {
    int from = TOP + (height - TOP - ROW * flows.size()) / 2;
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < flows.size(); i++) {
      boxes.add(new Box(flows.get(i), from + i * ROW));
    }
    return boxes;
  }
}
