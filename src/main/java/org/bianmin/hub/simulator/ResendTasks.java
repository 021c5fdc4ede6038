package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.simulator.SimulatorSettings.App;

/** What the platform wants sent again (补传任务), set by whoever drives the simulator. */
final class ResendTasks {

  private final Clock clock;
  private final Contract contract;
  private final AtomicLong lastNo = new AtomicLong();
  private final Map<String, ObjectNode> open = new ConcurrentSkipListMap<>();

  ResendTasks(Clock clock, Contract contract) {
    this.clock = clock;
    this.contract = contract;
  }

  /**
   * Opens a task.
   *
   * @param task facility, types, from, to and perhaps reason; number and time are added
   * @return the task as it will be listed
   * @throws Refusal 400 when it does not fit {@code resend-tasks.json}
   */
  ObjectNode open(ObjectNode task) throws Refusal {
    ObjectNode full = task.deepCopy();
    full.put("taskNo", "T-%04d".formatted(lastNo.incrementAndGet()));
    full.put("createdAt", clock.instant().toString());
    var breach = contract.breachOfResendTasks(list(full));
    if (breach.isPresent()) {
      throw new Refusal(400, "PARAMETER", "The task's list " + breach.get());
    }
    open.put(full.get("taskNo").textValue(), full);
    return full;
  }

  boolean close(String taskNo) {
    return open.remove(taskNo) != null;
  }

  /** Tasks of the facilities that the app may send for. */
  ObjectNode openFor(App app) {
    return list(
        open.values().stream()
            .filter(task -> app.maySendFor(task.get("facility").textValue()))
            .toArray(ObjectNode[]::new));
  }

  private static ObjectNode list(ObjectNode... tasks) {
    ObjectNode list = Json.MAPPER.createObjectNode();
    var items = list.putArray("items");
    for (ObjectNode task : tasks) {
      items.add(task);
    }
    return list.putNull("next");
  }
}
