package org.bianmin.hub.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/** Counts what passes each node of a Camel route, since the start of this node of the hub. */
@Component
final class RouteCounters implements InterceptStrategy {

  /**
   * What passed a node.
   *
   * @param mean, most milliseconds that it took
   */
  record Passed(long total, long failed, long going, double mean, double most) {}

  private static final class Counter {
    private final LongAdder begun = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator most = new LongAccumulator(Long::max, 0);

    void ended(long took, boolean wrong) {
      total.increment();
      nanos.add(took);
      most.accumulate(took);
      if (wrong) {
        failed.increment();
      }
    }

    Passed passed() {
      long n = total.sum();
      double toMillis = TimeUnit.MILLISECONDS.toNanos(1);
      return new Passed(
          n,
          failed.sum(),
          Math.max(0, begun.sum() - n),
          n == 0 ? 0 : nanos.sum() / toMillis / n,
          most.get() / toMillis);
    }
  }

  private static final Passed NOTHING = new Passed(0, 0, 0, 0, 0);

  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** What passed a node of that id. */
  Passed of(String node) {
    Counter counter = counters.get(node);
    return counter == null ? NOTHING : counter.passed();
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor next) {
    Counter counter = counters.computeIfAbsent(definition.getId(), id -> new Counter());
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        long from = System.nanoTime();
        counter.begun.increment();
        return super.process(
            exchange,
            synchronously -> {
              counter.ended(System.nanoTime() - from, exchange.isFailed());
              callback.done(synchronously);
            });
      }
    };
  }
}
