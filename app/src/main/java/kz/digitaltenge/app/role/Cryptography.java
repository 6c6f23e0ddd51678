package kz.digitaltenge.app.role;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.reflect.Method;
import java.security.PublicKey;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKeyDerivation;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.signed.MessageCryptography;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The code that makes and checks signatures in this process: Amazon Corretto's where it loads and
/// agrees with every edge vector, the JDK's otherwise (ADR 2).
///
/// @param name for people: which code it is
/// @param messages the same for messages of participants
public record Cryptography(
    String name, JcaSignatures signatures, Ed25519Keys ed25519, MessageCryptography messages) {
  private static final Logger LOG = LoggerFactory.getLogger(Cryptography.class);
  private static final String CORRETTO_KEY = "com.amazon.corretto.crypto.provider.EvpEdPrivateKey";

  /// The fastest that works here.
  public static Cryptography fastest() {
    try {
      return corretto();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      LOG.warn("Signatures are made by the JDK, some ten times slower: {}", e.toString());
      return jdk();
    }
  }

  /// What every JDK has.
  public static Cryptography jdk() {
    return tested(
        "JDK " + Runtime.version().feature(),
        JcaSignatures.ofJdk(),
        PublicKeyDerivation.ofJdk(),
        MessageCryptography.ofJdk());
  }

  private static Cryptography corretto() throws ReflectiveOperationException {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    provider.assertHealthy();
    return tested(
        "Amazon Corretto Crypto Provider " + provider.getVersionStr(),
        JcaSignatures.ofJdk().with(SchemeId.ED25519, provider).with(SchemeId.P256, provider),
        correttosDerivation(),
        MessageCryptography.ofJdk().with(KeyKind.P256, provider));
  }

  private static Cryptography tested(
      String name,
      JcaSignatures signatures,
      PublicKeyDerivation derivation,
      MessageCryptography messages) {
    var ed25519 = new Ed25519Keys(signatures, derivation);
    signatures.selfTest();
    ed25519.selfTest();
    return new Cryptography(name, signatures, ed25519, messages);
  }

  /// The library derives a public key in a hundredth of the time that the JDK takes, but publishes
  /// only the method and not its class.
  private static PublicKeyDerivation correttosDerivation() throws ReflectiveOperationException {
    Method publicKey = Class.forName(CORRETTO_KEY).getMethod("getPublicKey");
    publicKey.setAccessible(true);
    return key -> {
      try {
        return (PublicKey) publicKey.invoke(key);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Corretto's library derives no public key", e);
      }
    };
  }
}
