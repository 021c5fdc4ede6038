package org.bianmin.hub.receive;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.netty.NettyServerBossPoolBuilder;
import org.apache.camel.component.netty.NettyWorkerPoolBuilder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The I/O threads that all MLLP sources share, so that ten sources do not bring ten pools. */
@Configuration(proxyBeanMethods = false)
class MllpEventLoops implements DisposableBean {

  private static final long LONGEST_END = 5;

  private final EventLoopGroup acceptor =
      new NettyServerBossPoolBuilder().withBossCount(1).withName("mllp-acceptor").build();

  /** Two threads for each core: while one waits for the store, another still reads. */
  private final EventLoopGroup workers =
      new NettyWorkerPoolBuilder()
          .withWorkerCount(Math.max(2, 2 * Runtime.getRuntime().availableProcessors()))
          .withName("mllp-worker")
          .build();

  @Bean(destroyMethod = "")
  EventLoopGroup mllpAcceptor() {
    return acceptor;
  }

  @Bean(destroyMethod = "")
  EventLoopGroup mllpWorkers() {
    return workers;
  }

  /**
   * Ends both at once, when the routes have closed their connections and said their last answers:
   * by default each pool would wait two seconds for tasks that nobody gives any more.
   */
  @Override
  public void destroy() {
    Future<?> accepted = acceptor.shutdownGracefully(0, LONGEST_END, TimeUnit.SECONDS);
    Future<?> worked = workers.shutdownGracefully(0, LONGEST_END, TimeUnit.SECONDS);
    accepted.awaitUninterruptibly(LONGEST_END, TimeUnit.SECONDS);
    worked.awaitUninterruptibly(LONGEST_END, TimeUnit.SECONDS);
  }
}
