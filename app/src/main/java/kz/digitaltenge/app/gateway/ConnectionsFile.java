package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.gateway.ConnectionBounds;
import kz.digitaltenge.gateway.GatewayLimits;
import kz.digitaltenge.node.operator.TypedText;

/// What a bank's operators say of the connections that their gateway takes, read at its start.
///
/// ```
/// head-seconds = 10      from the moment a connection is taken until its first head is whole
/// idle-seconds = 60      from an answer until the next head is whole
/// most         = 4000    connections in all
/// most-of-one  = 1000    of one address; as many as in all behind a load balancer
/// ```
///
/// What is not said stays as it is here.
record ConnectionsFile(Path file) {
  private static final String HEAD = "head-seconds";
  private static final String IDLE = "idle-seconds";
  private static final String MOST = "most";
  private static final String MOST_OF_ONE = "most-of-one";
  private static final int SECONDS_MAX = 3_600;
  private static final int CONNECTIONS_MAX = 100_000;

  /// The usual ones where the file is not there.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when it says what
  ///   cannot be
  GatewayLimits limits() {
    GatewayLimits usual = GatewayLimits.STANDARD;
    if (!Files.exists(file)) {
      return usual;
    }
    Properties said = read();
    Set<String> unknown = new TreeSet<>(said.stringPropertyNames());
    unknown.removeAll(Set.of(HEAD, IDLE, MOST, MOST_OF_ONE));
    if (!unknown.isEmpty()) {
      throw malformed(String.join(", ", unknown) + " is unknown");
    }
    ConnectionBounds bounds = usual.connections();
    return new GatewayLimits(
        usual.patience(),
        seconds(said, IDLE, usual.idle()),
        usual.rate(),
        new ConnectionBounds(
            seconds(said, HEAD, bounds.head()),
            number(said, MOST, bounds.most(), CONNECTIONS_MAX),
            number(said, MOST_OF_ONE, bounds.mostOfOne(), CONNECTIONS_MAX)));
  }

  private Properties read() {
    var said = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      said.load(reader);
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
    return said;
  }

  private Duration seconds(Properties said, String name, Duration usual) {
    return Duration.ofSeconds(number(said, name, (int) usual.toSeconds(), SECONDS_MAX));
  }

  private int number(Properties said, String name, int usual, int most) {
    String text = said.getProperty(name, String.valueOf(usual)).strip();
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw malformed("%s is \"%s\", no number within 1 and %d".formatted(name, text, most));
  }

  private RuntimeException malformed(String reason) {
    return TypedText.malformed(file.toString(), reason);
  }
}
