package org.bianmin.hub;

import org.bianmin.hub.cli.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the hub, or runs one of its commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HubApplication {

  public static void main(String[] args) {
    if (Commands.isCommand(args)) {
      System.exit(Commands.run(args));
    }
    SpringApplication.run(HubApplication.class, args);
  }
}
