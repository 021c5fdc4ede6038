package org.bianmin.hub.recognition;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks, once an order is durable, whether results exist that could serve instead, and records a
 * prompt to its doctor. Which orders wait is in the table, so that a restart forgets none.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class OrderChecks implements ChangeListener, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OrderChecks.class);
  private static final String ORDERED = "exam.ordered";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int THREADS = 16;
  private static final int HELD = 10_000;
  private static final int PAGE = 500;
  private static final long WAIT_MILLIS = 500;

  private final CheckRows rows;
  private final Candidates candidates;
  private final Prompts prompts;
  private final Supplier<MappingSet> mappings;
  private final Duration within;
  private final BlockingQueue<Long> waiting = new ArrayBlockingQueue<>(HELD);
  private final Set<Long> worked = ConcurrentHashMap.newKeySet();
  // some wait in the table only: after a start, after an outage, or because memory was full
  private final AtomicBoolean left = new AtomicBoolean(true);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  @Autowired
  OrderChecks(
      CheckRows rows,
      Candidates candidates,
      Prompts prompts,
      Mappings mappings,
      OrderTimeProperties properties) {
    this(rows, candidates, prompts, mappings::inForce, properties);
  }

  OrderChecks(
      CheckRows rows,
      Candidates candidates,
      Prompts prompts,
      Supplier<MappingSet> mappings,
      OrderTimeProperties properties) {
    this.rows = rows;
    this.candidates = candidates;
    this.prompts = prompts;
    this.mappings = mappings;
    this.within = properties.checkWithin();
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    List<Long> ordered = new ArrayList<>(0);
    for (FactChange change : changes) {
      if (change.first()
          && change.event().key().type().equals(ORDERED)
          && change.event().status() == EventStatus.ACTIVE) {
        long now = System.currentTimeMillis();
        long at = change.event().occurredAt() == null ? now : change.event().occurredAt();
        boolean late = isLate(at, now);
        rows.add(
            session, change.eventId(), at, late ? CheckRows.State.LATE : CheckRows.State.WAITING);
        if (!late) {
          ordered.add(change.eventId());
        }
      }
    }
    return () -> ordered.forEach(this::offer);
  }

  private boolean isLate(long orderedAt, long now) {
    return orderedAt < now - within.toMillis();
  }

  private void offer(long eventId) {
    if (!waiting.offer(eventId)) {
      left.set(true);
    }
  }

  private void run() {
    while (running) {
      try {
        Long next = waiting.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          work(next);
        } else if (left.getAndSet(false)) {
          List<Long> page = rows.waiting(PAGE);
          if (page.size() == PAGE) {
            left.set(true);
          }
          page.forEach(this::work);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // what waits stays in its table
        LOG.warn("Orders cannot be looked at ({}); trying again", e.getClass().getSimpleName());
        left.set(true);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private void work(long eventId) {
    if (!worked.add(eventId)) {
      return;
    }
    try {
      Optional<CheckRows.Order> order = rows.order(eventId);
      if (order.isPresent()) {
        check(eventId, order.get());
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreUnavailable away ? away : e;
    } finally {
      worked.remove(eventId);
    }
  }

  private void check(long eventId, CheckRows.Order order) {
    if (order.status() != EventStatus.ACTIVE) {
      rows.done(eventId, CheckRows.State.CANCELLED, null, null);
      return;
    }
    if (isLate(order.orderedAt(), System.currentTimeMillis())) {
      rows.done(eventId, CheckRows.State.LATE, null, null);
      return;
    }
    EventKey prompt = Prompts.about(order.key().facility(), order.key().businessKey());
    if (rows.exists(prompt)) {
      // the HIS asked before it ordered, or the hub was stopped after it had told
      rows.done(eventId, CheckRows.State.PROMPTED, null, null);
      return;
    }
    if (order.person() == null) {
      rows.done(eventId, CheckRows.State.NONE, 0, 0);
      return;
    }
    Candidates.Answer answer = candidates.of(question(order));
    rows.done(eventId, told(order, prompt, answer), answer.items().size(), answer.unknown().size());
  }

  private CheckRows.State told(CheckRows.Order order, EventKey key, Candidates.Answer answer) {
    if (answer.items().isEmpty()) {
      return CheckRows.State.NONE;
    }
    String doctor = order.text("orderingDoctor");
    String visit = order.text("visitRef");
    if (doctor == null || visit == null) {
      return CheckRows.State.NOBODY;
    }
    prompts
        .record(
            new Prompts.Prompt(
                key,
                order.person(),
                doctor,
                visit,
                Prompts.WHEN_ORDERING,
                order.key().businessKey(),
                order.text("deptCode"),
                order.text("campusCode"),
                order.source(),
                order.orderedAt(),
                answer.items()))
        .join();
    return CheckRows.State.PROMPTED;
  }

  private Candidates.Question question(CheckRows.Order order) {
    Set<String> items = new LinkedHashSet<>();
    String item = order.text("recognitionItemCode");
    if (item != null) {
      items.add(item);
    }
    String code = order.text("itemCode");
    Set<String> local = code == null ? Set.of() : Set.of(code);
    if (code != null && order.source() != null) {
      LocalDate day = Instant.ofEpochMilli(order.orderedAt()).atZone(ZONE).toLocalDate();
      items.addAll(OrderItems.of(mappings.get(), order.source(), code, day.toEpochDay()));
    }
    return new Candidates.Question(
        order.key().facility(), order.person(), items, local, order.orderedAt());
  }

  @Override
  public void start() {
    running = true;
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::run, "recognition-check-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the writer, before the normalizer: what it tells is looked at. */
  @Override
  public int getPhase() {
    return -2000;
  }
}
