package kz.digitaltenge.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.ledger.crypto.Hash;

/// A wish to be told: of which events, and where.
public record Webhook(Wish wish, Instant createdAt) {
  /// What makes a webhook what it is; the same wish again is the same webhook.
  ///
  /// @param kinds what to tell; never empty
  public record Wish(URI url, Set<Kind> kinds) {
    public Wish {
      kinds = Set.copyOf(kinds);
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException("a webhook that tells nothing");
      }
    }

    /// The kinds in their order, a space between two; a word for all there are, so that a webhook
    /// of everything stays the same one when kinds are added.
    String kindNames() {
      return isEverything() ? EVERYTHING : names(kinds);
    }

    private boolean isEverything() {
      return kinds.containsAll(Kind.known());
    }

    /// A kind that this gateway does not know is among everything.
    boolean wants(Kind kind) {
      return kinds.contains(kind) || (kind == Kind.UNKNOWN && isEverything());
    }

    /// As [#kindNames()] wrote them.
    static Set<Kind> kinds(String names) {
      return names.equals(EVERYTHING)
          ? Kind.known()
          : Arrays.stream(names.split(" ")).map(Kind::valueOf).collect(Collectors.toSet());
    }

    private static String names(Set<Kind> kinds) {
      return EnumSet.copyOf(kinds).stream().map(Kind::name).collect(Collectors.joining(" "));
    }
  }

  private static final int ID_CHARS = 16;

  private static final String EVERYTHING = "EVERYTHING";

  public String id() {
    String content = wish.url() + "\n" + wish.kindNames();
    return Hash.sha256(content.getBytes(UTF_8)).hex().substring(0, ID_CHARS);
  }

  /// The target of requests, as on the request line.
  String target() {
    String path = wish.url().getRawPath().isEmpty() ? "/" : wish.url().getRawPath();
    String query = wish.url().getRawQuery();
    return query == null ? path : path + "?" + query;
  }
}
