package org.bianmin.hub.console;

import java.util.Collection;

/** Destinations that are configured, whether or not anything was ever sent to them. */
public interface ConfiguredDestinations {

  Collection<String> ids();
}
