package org.bianmin.hub.simulator;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.bianmin.hub.simulator.SimulatorSettings.App;

/**
 * A call whose signature was found right.
 *
 * @param target path and query as in the request line
 * @param header value of a header by its name, null when absent
 * @param body as it was sent
 */
record Call(
    String appId,
    App app,
    String method,
    URI uri,
    String target,
    UnaryOperator<String> header,
    byte[] body) {}
