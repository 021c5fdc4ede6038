package org.bianmin.hub.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which running hub a command asks, and as whom. */
final class HubOptions {

  @Option(
      names = "--url",
      defaultValue = "http://localhost:8080",
      paramLabel = "URL",
      description = "The running hub. Default: ${DEFAULT-VALUE}.")
  private URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with a token in its first line, made on the console's page of users. Needed where"
              + " the hub asks for a login.")
  private Path tokenFile;

  URI url() {
    return url;
  }

  /**
   * The API of that hub.
   *
   * @throws IOException when the file of the token cannot be read or holds none
   */
  HubApi api() throws IOException {
    return new HubApi(url, tokenFile == null ? null : token());
  }

  private String token() throws IOException {
    String token;
    try (var lines = Files.lines(tokenFile)) {
      token = lines.findFirst().orElse("").strip();
    }
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IOException(tokenFile + " holds no token in its first line (--token-file)");
    }
    return token;
  }
}
