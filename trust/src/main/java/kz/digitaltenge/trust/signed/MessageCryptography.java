package kz.digitaltenge.trust.signed;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.trust.KeyKind;

/// Who computes the signatures of messages. Whatever no provider is named for, the kind's own does;
/// the JDK finds the one that a key in a device belongs to. Immutable.
public final class MessageCryptography {
  private final Map<KeyKind, Provider> providers;

  private MessageCryptography(Map<KeyKind, Provider> providers) {
    this.providers = providers;
  }

  public static MessageCryptography ofJdk() {
    return new MessageCryptography(Map.of());
  }

  /// The same with a provider for one kind of key. Its keys have to be software's.
  public MessageCryptography with(KeyKind kind, Provider provider) {
    var changed = new EnumMap<KeyKind, Provider>(KeyKind.class);
    changed.putAll(providers);
    changed.put(kind, provider);
    return new MessageCryptography(changed);
  }

  Signature signature(KeyKind kind) throws GeneralSecurityException {
    String name = DetachedSignature.jcaName(kind);
    Optional<Provider> provider = Optional.ofNullable(providers.get(kind));
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : kind.signature(name);
  }
}
