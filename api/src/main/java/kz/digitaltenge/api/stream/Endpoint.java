package kz.digitaltenge.api.stream;

import java.io.IOException;
import java.util.Locale;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// Where a process listens.
///
/// @param host a name or an address; an IPv6 address without brackets
/// @param port 0 to 65535; 0 asks the system for a free one and is only for listening
public record Endpoint(String host, int port) {
  private static final int PORT_MAX = 65_535;

  public Endpoint {
    if (host.isBlank() || port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("not an endpoint: " + host + ":" + port);
    }
  }

  /// Reads `host:port` or `[ipv6]:port`.
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Endpoint(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(text.substring(colon + 1)));
  }

  /// Why nothing can listen there: `PORT_IN_USE` or `ADDRESS_UNUSABLE`. The system tells the two
  /// apart by words only.
  public PlatformException unusable(IOException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String reason = String.valueOf(cause.getMessage());
    boolean inUse = reason.toLowerCase(Locale.ROOT).contains("in use");
    return Problem.of(
            inUse ? ErrorCode.PORT_IN_USE : ErrorCode.ADDRESS_UNUSABLE,
            "host",
            host,
            "port",
            port,
            "reason",
            reason)
        .exception(failure);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
