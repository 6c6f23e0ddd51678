package kz.digitaltenge.gateway.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Whom the operator allows a gateway to call, and whose certificates are believed there: a bank's
/// program must not make the gateway reach into the operator's own network.
///
/// @param allowed `host` for any port of it, or `host:port`, compared as texts, so no other way of
///   writing an address gets around it; an IPv6 address in brackets
/// @param tls whom to believe that they are these hosts
public record Receivers(Set<String> allowed, SSLContext tls) {
  static final int URL_CHARS_MAX = 1_024;
  private static final int HTTPS_PORT = 443;
  // What every URL of a receiver needs and no more; each character says itself.
  private static final Pattern URL = Pattern.compile("https://[\\x21-\\x7e&&[^@#\\\\]]+");

  public Receivers {
    allowed =
        allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /// Why a URL cannot be called; empty when it can.
  public Optional<String> objection(URI url) {
    String text = url.toString();
    if (text.length() > URL_CHARS_MAX || !URL.matcher(text).matches() || url.getHost() == null) {
      return Optional.of("it is no plain https URL of at most " + URL_CHARS_MAX + " characters");
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
    return allowed.contains(host) || allowed.contains(host + ":" + port)
        ? Optional.empty()
        : Optional.of("the operator does not allow " + host + ":" + port);
  }
}
