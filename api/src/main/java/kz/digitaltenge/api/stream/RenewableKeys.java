package kz.digitaltenge.api.stream;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// One key and its certificates, which others may take the place of at any time. A handshake asks
/// first for a name and then for what has it, so the former ones are kept for those in between.
final class RenewableKeys extends X509ExtendedKeyManager {
  private volatile Kept now;
  private volatile @Nullable Kept former;

  /// What has one number.
  private record Kept(long number, X509ExtendedKeyManager keys) {
    private static final char END = '/';

    @Nullable String named(@Nullable String alias) {
      return alias == null ? null : number + String.valueOf(END) + alias;
    }

    /// The name without the number; empty when it has another one.
    Optional<String> own(String name) {
      String prefix = number + String.valueOf(END);
      return name.startsWith(prefix)
          ? Optional.of(name.substring(prefix.length()))
          : Optional.empty();
    }
  }

  RenewableKeys(List<X509Certificate> chain, PrivateKey key) {
    this.now = new Kept(0, keys(chain, key));
  }

  synchronized void replace(List<X509Certificate> chain, PrivateKey key) {
    Kept next = new Kept(now.number() + 1, keys(chain, key));
    former = now;
    now = next;
  }

  private static X509ExtendedKeyManager keys(List<X509Certificate> chain, PrivateKey key) {
    try {
      var none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("self", key, none, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, none);
      for (KeyManager manager : factory.getKeyManagers()) {
        if (manager instanceof X509ExtendedKeyManager extended) {
          return extended;
        }
      }
      throw new IllegalStateException("this JDK has no X.509 key manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("a key that TLS cannot use", e);
    }
  }

  private <T> @Nullable T find(String name, Function<Found, @Nullable T> ask) {
    Kept before = former;
    Kept current = now;
    Optional<String> own = current.own(name);
    if (own.isPresent()) {
      return ask.apply(new Found(current.keys(), own.get()));
    }
    Optional<String> earlier = before == null ? Optional.empty() : before.own(name);
    return before == null || earlier.isEmpty()
        ? null
        : ask.apply(new Found(before.keys(), earlier.get()));
  }

  private record Found(X509ExtendedKeyManager keys, String alias) {}

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    return find(name, found -> found.keys().getCertificateChain(found.alias()));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    return find(name, found -> found.keys().getPrivateKey(found.alias()));
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    Kept current = now;
    return current.named(current.keys().chooseClientAlias(types, issuers, socket));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    Kept current = now;
    return current.named(current.keys().chooseServerAlias(type, issuers, socket));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Kept current = now;
    return current.named(current.keys().chooseEngineClientAlias(types, issuers, engine));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Kept current = now;
    return current.named(current.keys().chooseEngineServerAlias(type, issuers, engine));
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    String alias = chooseClientAlias(new String[] {type}, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    String alias = chooseServerAlias(type, issuers, null);
    return alias == null ? null : new String[] {alias};
  }
}
