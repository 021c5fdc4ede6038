package org.bianmin.hub;

import org.bianmin.hub.cli.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/** Starts the hub, or runs one of its commands. */
@SpringBootApplication
@ComponentScan(
    excludeFilters = {
      @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      @ComponentScan.Filter(type = FilterType.CUSTOM, classes = HubApplication.SimulatorAlone.class)
    })
@ConfigurationPropertiesScan
public class HubApplication {

  public static void main(String[] args) {
    if (Commands.isCommand(args)) {
      System.exit(Commands.run(args));
    }
    SpringApplication.run(HubApplication.class, args);
  }

  /** With the profile {@code simulator} nothing but the simulated platform is started. */
  static final class SimulatorAlone implements TypeFilter, EnvironmentAware {

    private static final String ROOM = HubApplication.class.getPackageName() + ".simulator.";
    private boolean active;

    @Override
    public void setEnvironment(Environment environment) {
      active = environment.acceptsProfiles(Profiles.of("simulator & !trial"));
    }

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
      return active && !reader.getClassMetadata().getClassName().startsWith(ROOM);
    }
  }
}
