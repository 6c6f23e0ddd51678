package kz.digitaltenge.gateway.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Whom the operator allows a gateway to call, and whose certificates are believed there: a bank's
/// program must not make the gateway reach into the operator's own network.
///
/// A name that is allowed may lead to a private address only when that is allowed too, so whoever
/// has the name cannot turn it inwards. What is named by its address, and `localhost`, is allowed
/// with it.
///
/// @param allowed `host` for any port of it, or `host:port`, compared as texts, so no other way of
///   writing an address gets around it; an IPv6 address in brackets
/// @param networks private addresses that names may lead to
/// @param tls whom to believe that they are these hosts
/// @param names where names lead
public record Receivers(
    Set<String> allowed, List<AddressRange> networks, SSLContext tls, Names names) {
  static final int URL_CHARS_MAX = 1_024;
  private static final int HTTPS_PORT = 443;
  private static final String THIS_MACHINE = "localhost";
  // What every URL of a receiver needs and no more; each character says itself.
  private static final Pattern URL = Pattern.compile("https://[\\x21-\\x7e&&[^@#\\\\]]+");
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

  /// Tells the addresses of a name.
  @FunctionalInterface
  public interface Names {
    /// As this machine finds them.
    Names SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    List<InetAddress> of(String name) throws UnknownHostException;
  }

  public Receivers {
    allowed =
        allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    networks = List.copyOf(networks);
  }

  /// At no private address that is not named.
  public Receivers(Set<String> allowed, SSLContext tls) {
    this(allowed, List.of(), tls, Names.SYSTEM);
  }

  /// Why a URL is never called; empty when it may be.
  public Optional<String> objection(URI url) {
    String text = url.toString();
    if (text.length() > URL_CHARS_MAX || !URL.matcher(text).matches() || url.getHost() == null) {
      return Optional.of("it is no plain https URL of at most " + URL_CHARS_MAX + " characters");
    }
    String host = host(url);
    int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
    return allowed.contains(host) || allowed.contains(host + ":" + port)
        ? Optional.empty()
        : Optional.of("the operator does not allow " + host + ":" + port);
  }

  /// Why a URL is not called now, also of where its name leads now. Blocking.
  Optional<String> objectionNow(URI url) {
    return objection(url).or(() -> inwards(host(url)));
  }

  private Optional<String> inwards(String host) {
    if (host.equals(THIS_MACHINE) || LITERAL.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return names.of(host).stream().anyMatch(this::isClosed)
          ? Optional.of("the operator does not allow the private address that it leads to")
          : Optional.empty();
    } catch (UnknownHostException _) {
      return Optional.of("nobody knows where it leads");
    }
  }

  private boolean isClosed(InetAddress address) {
    return AddressRange.isPrivate(address)
        && networks.stream().noneMatch(range -> range.contains(address));
  }

  private static String host(URI url) {
    return url.getHost().toLowerCase(Locale.ROOT);
  }
}
