package kz.digitaltenge.api.stream;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// One key and its certificates, which others may take the place of at any time. A handshake asks
/// first for a name and then for what has it, so the former ones are kept for those in between.
///
/// The JDK's own managers open a key store at each handshake, on a network's thread and for
/// anybody.
final class RenewableKeys extends X509ExtendedKeyManager {
  private volatile Kept now;
  private volatile @Nullable Kept former;

  /// What has one number.
  private record Kept(long number, List<X509Certificate> chain, PrivateKey key) {
    String name() {
      return Long.toString(number);
    }

    /// @param type of a key, such as `EC`, perhaps with that of its issuer: `EC_EC`
    boolean isOf(String type) {
      String algorithm = key.getAlgorithm();
      return type.equals(algorithm) || type.startsWith(algorithm + "_");
    }
  }

  RenewableKeys(List<X509Certificate> chain, PrivateKey key) {
    this.now = new Kept(0, chain, key);
  }

  synchronized void replace(List<X509Certificate> chain, PrivateKey key) {
    Kept next = new Kept(now.number() + 1, chain, key);
    former = now;
    now = next;
  }

  private @Nullable Kept named(String name) {
    // In this order: whoever was now when the name was given is found here or there.
    Kept current = now;
    Kept before = former;
    if (current.name().equals(name)) {
      return current;
    }
    return before != null && before.name().equals(name) ? before : null;
  }

  private @Nullable String chosen(Stream<String> types) {
    Kept current = now;
    return types.anyMatch(current::isOf) ? current.name() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    Kept kept = named(name);
    return kept == null ? null : kept.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    Kept kept = named(name);
    return kept == null ? null : kept.key();
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chosen(Stream.of(types));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chosen(Stream.of(type));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chosen(Stream.of(types));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chosen(Stream.of(type));
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return aliases(type);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return aliases(type);
  }

  private String @Nullable [] aliases(String type) {
    String name = chosen(Stream.of(type));
    return name == null ? null : new String[] {name};
  }
}
