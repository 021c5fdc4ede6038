package org.bianmin.hub.receive;

import io.netty.channel.EventLoopGroup;
import org.apache.camel.component.netty.NettyServerBossPoolBuilder;
import org.apache.camel.component.netty.NettyWorkerPoolBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The I/O threads that all MLLP sources share, so that ten sources do not bring ten pools. */
@Configuration(proxyBeanMethods = false)
class MllpEventLoops {

  @Bean(destroyMethod = "shutdownGracefully")
  EventLoopGroup mllpAcceptor() {
    return new NettyServerBossPoolBuilder().withBossCount(1).withName("mllp-acceptor").build();
  }

  /** Two threads for each core: while one waits for the store, another still reads. */
  @Bean(destroyMethod = "shutdownGracefully")
  EventLoopGroup mllpWorkers() {
    int threads = Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
    return new NettyWorkerPoolBuilder().withWorkerCount(threads).withName("mllp-worker").build();
  }
}
