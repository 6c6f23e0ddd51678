package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyAgreement;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Entropy;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A security module behind PKCS#11, in which P-256 keys are made and from which they never come
/// out: what is called a private key here only names one in the module, which signs with it.
///
/// A process logs in to a module once, so there is one object a setting. Thread-safe.
public final class KeyModule {
  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSA";

  // RFC 5280 writes "no end" so.
  private static final Instant LABEL_FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LABEL_UNTIL = Instant.parse("9999-12-31T23:59:59Z");
  private static final int SERIAL_SIZE_BYTES = 16;

  // A library may be told only once a process who logs in.
  private static final ConcurrentHashMap<KeyModuleSetting, KeyModule> OPENED =
      new ConcurrentHashMap<>();

  private final KeyModuleSetting setting;
  private final Provider provider;
  private final char[] pin;
  private final KeyStore keys;

  private KeyModule(KeyModuleSetting setting, Provider provider, char[] pin, KeyStore keys) {
    this.setting = setting;
    this.provider = provider;
    this.pin = pin;
    this.keys = keys;
  }

  /// Logs in, unless this process has done so.
  ///
  /// @throws PlatformException `KEY_MODULE_FAILED` when there is no such module, slot or PIN;
  ///   `KEY_FILE_MISSING` or `KEY_FILE_OPEN_TO_OTHERS` for the PIN's file
  public static KeyModule open(KeyModuleSetting setting) {
    return OPENED.computeIfAbsent(setting, KeyModule::login);
  }

  private static KeyModule login(KeyModuleSetting setting) {
    char[] pin = new String(KeyFiles.read(setting.pinFile()), UTF_8).strip().toCharArray();
    try {
      Provider provider = Security.getProvider("SunPKCS11").configure(configuration(setting));
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, pin);
      // Whoever signs with a key of the module finds its provider by the key.
      var _ = Security.addProvider(provider);
      return new KeyModule(setting, provider, pin, keys);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw failed(setting, e);
    }
  }

  /// Private keys are made such that the module gives them to nobody; what one agrees on with
  /// another's comes out.
  private static String configuration(KeyModuleSetting setting) {
    return """
    --name = keys-%s
    library = %s
    slotListIndex = %d
    attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
      CKA_SENSITIVE = true
      CKA_EXTRACTABLE = false
      CKA_SIGN = true
      CKA_DERIVE = true
    }
    attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
      CKA_SENSITIVE = false
      CKA_EXTRACTABLE = true
    }
    """
        .formatted(Integer.toHexString(setting.hashCode()), setting.library(), setting.slotIndex());
  }

  /// Makes a P-256 key pair that stays in the module.
  ///
  /// @param label what it is called there; nothing else may be called so
  public synchronized KeyPair make(String label, Entropy entropy) {
    try {
      if (keys.containsAlias(label)) {
        throw new IllegalStateException("The module has a key " + label + " already");
      }
      var generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair made = generator.generateKeyPair();
      X509Certificate certificate = labelled(label, made, entropy);
      keys.setKeyEntry(label, made.getPrivate(), null, new X509Certificate[] {certificate});
      return new KeyPair(
          KeyKind.P256.publicKey(certificate.getPublicKey().getEncoded()), found(label));
    } catch (GeneralSecurityException | OperatorCreationException | ProviderException e) {
      throw failed(setting, e);
    }
  }

  /// A key that was made before, by this process or another.
  ///
  /// @throws PlatformException `KEY_MODULE_FAILED` when it is not there
  public synchronized PrivateKey key(String label) {
    try {
      if (!keys.containsAlias(label)) {
        keys.load(null, pin);
      }
      return found(label);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw failed(setting, e);
    }
  }

  /// What a key of the module and another's agree on (ECDH): who has neither of the two private
  /// keys does not know it.
  ///
  /// @throws PlatformException `KEY_MODULE_FAILED` when the key is not there, or is of before keys
  ///   could do this
  synchronized byte[] agree(String label, PublicKey other) {
    try {
      var agreement = KeyAgreement.getInstance("ECDH", provider);
      agreement.init(key(label));
      agreement.doPhase(other, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(setting, e);
    }
  }

  /// What the keys in the module are called.
  public synchronized List<String> labels() {
    try {
      return Collections.list(keys.aliases()).stream().sorted().toList();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(setting, e);
    }
  }

  private PrivateKey found(String label) throws GeneralSecurityException {
    if (keys.getKey(label, null) instanceof PrivateKey key) {
      return key;
    }
    throw problem(setting, "it has no key " + label).exception();
  }

  /// The JDK finds keys of a module by their certificates only, so each gets one that says nothing
  /// but its label.
  private X509Certificate labelled(String label, KeyPair made, Entropy entropy)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, label).build();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(1, entropy.bytes(SERIAL_SIZE_BYTES)),
            Date.from(LABEL_FROM),
            Date.from(LABEL_UNTIL),
            name,
            made.getPublic());
    var signer =
        new JcaContentSignerBuilder(SIGNATURE).setProvider(provider).build(made.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static PlatformException failed(KeyModuleSetting setting, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return problem(setting, String.valueOf(cause.getMessage())).exception(e);
  }

  private static Problem problem(KeyModuleSetting setting, String reason) {
    return Problem.of(
        ErrorCode.KEY_MODULE_FAILED,
        "library",
        setting.library(),
        "slot",
        setting.slotIndex(),
        "reason",
        reason);
  }

  /// Without the PIN.
  @Override
  public String toString() {
    return "KeyModule[" + setting + "]";
  }
}
