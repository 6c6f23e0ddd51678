package kz.digitaltenge.trust;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/// The network's certificate authority (C06): one root key, and the certificates signed with it.
///
/// Whoever holds a certificate of it may connect to everybody in the network; what they may do
/// there is decided by the services they call. The root key lies in `authority.pem` of its folder.
public final class NetworkAuthority {
  private static final String FILE = "authority.pem";

  private final PrivateKey rootKey;
  private final X509Certificate root;
  private final Entropy entropy;
  private final InstantSource clock;
  private final CertificateMaker maker;

  private NetworkAuthority(
      PrivateKey rootKey, X509Certificate root, Entropy entropy, InstantSource clock) {
    this.rootKey = rootKey;
    this.root = root;
    this.entropy = entropy;
    this.clock = clock;
    this.maker = new CertificateMaker(networkOf(root), entropy, clock);
  }

  /// Whether a network was made in this folder before.
  public static boolean existsIn(Path folder) {
    return KeyFiles.exists(folder.resolve(FILE));
  }

  /// Makes the root of a new network.
  ///
  /// @param network the network's name, in every certificate
  /// @throws IllegalStateException when the folder holds one already
  public static NetworkAuthority create(
      Path folder, String network, Entropy entropy, InstantSource clock) {
    if (existsIn(folder)) {
      throw new IllegalStateException(folder + " holds an authority already");
    }
    KeyFiles.makeFolder(folder);
    KeyPlace.Made made = KeyPlace.of(folder).make("root", entropy);
    KeyPair keys = made.keys();
    var root =
        new CertificateMaker(network, entropy, clock).root(keys.getPublic(), keys.getPrivate());
    made.into(folder.resolve(FILE)).add(List.of(root)).write();
    return new NetworkAuthority(keys.getPrivate(), root, entropy, clock);
  }

  /// Reads the root of a network that was made before.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT` or `KEY_FILE_OPEN_TO_OTHERS`
  public static NetworkAuthority open(Path folder, Entropy entropy, InstantSource clock) {
    Path file = folder.resolve(FILE);
    Pem pem = Pem.read(file);
    var certificates = pem.certificates();
    if (certificates.size() != 1) {
      throw KeyFiles.corrupt(file, "it has " + certificates.size() + " certificates");
    }
    X509Certificate root = certificates.getFirst();
    PrivateKey key = KeyPlace.of(folder).read(file, pem, root.getPublicKey());
    return new NetworkAuthority(key, root, entropy, clock);
  }

  public static NetworkAuthority openOrCreate(
      Path folder, String network, Entropy entropy, InstantSource clock) {
    return existsIn(folder)
        ? open(folder, entropy, clock)
        : create(folder, network, entropy, clock);
  }

  public X509Certificate root() {
    return root;
  }

  public String network() {
    return networkOf(root);
  }

  /// SHA-256 of the root certificate in hex: what tells this network from others of the same name.
  public String fingerprint() {
    return fingerprint(root);
  }

  /// Certifies the key of somebody who keeps it to himself.
  public X509Certificate certify(CertificateRequest request, PublicKey key) {
    return maker.member(request, key, root, rootKey);
  }

  /// Makes a key and certifies it.
  public TlsIdentity issue(CertificateRequest request) {
    KeyPair keys = KeyKind.P256.make(entropy);
    var certificate = certify(request, keys.getPublic());
    return new TlsIdentity(List.of(certificate), keys.getPrivate(), List.of(root));
  }

  /// Adds a certificate to the network's list of those that nobody is to believe any more, for
  /// good; one that is on it stays as it is.
  ///
  /// @param reason by its number in RFC 5280 section 5.3.1
  /// @param list the list's file, made when there is none
  /// @throws PlatformException `KEY_FILE_CORRUPT` when it is no list of this network
  public void revoke(BigInteger serial, int reason, Path list) {
    var revoked = new NetworkRevocations.Revoked(clock.instant(), reason);
    Path lock = list.resolveSibling(list.getFileName() + ".lock");
    // Two at once would each add one to what was there before both.
    try (var channel = FileChannel.open(lock, CREATE, WRITE);
        var _ = channel.lock()) {
      NetworkRevocations.read(list, root).with(serial, revoked).write(list, root, rootKey);
    } catch (IOException e) {
      throw KeyFiles.failed(list, e);
    }
  }

  /// The same of a root that somebody else holds.
  public static String fingerprint(X509Certificate root) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(root.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate could not be hashed", e);
    }
  }

  private static String networkOf(X509Certificate root) {
    X500Name name = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
    return IETFUtils.valueToString(name.getRDNs(BCStyle.O)[0].getFirst().getValue());
  }
}
