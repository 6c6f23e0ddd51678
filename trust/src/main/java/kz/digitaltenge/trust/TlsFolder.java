package kz.digitaltenge.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.TlsIdentity;

/// Where a process keeps its TLS identity: `tls.pem`, the key, its certificates and the root, in
/// one file so that they always belong together.
public final class TlsFolder {
  /// A certificate with less than this left is replaced where the authority is at hand, and warned
  /// of elsewhere.
  public static final Duration RENEWAL = Duration.ofDays(90);

  private static final String FILE = "tls.pem";

  private final Path folder;
  private final Path file;
  private final InstantSource clock;

  public TlsFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
    this.clock = clock;
  }

  public boolean isEmpty() {
    return !KeyFiles.exists(file);
  }

  /// As [KeyFiles#stamp] of what is stored here.
  public String stamp() {
    return KeyFiles.stamp(file);
  }

  public void store(TlsIdentity identity) {
    KeyFiles.makeFolder(folder);
    Pem.of(file)
        .add(Pem.PRIVATE_KEY, identity.key().getEncoded())
        .add(identity.chain())
        .add(identity.roots())
        .write();
  }

  /// Reads what was stored here.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or
  ///   `CERTIFICATE_EXPIRED`
  public TlsIdentity load() {
    TlsIdentity identity = read();
    if (!clock.instant().isBefore(identity.validUntil())) {
      throw Problem.of(
              ErrorCode.CERTIFICATE_EXPIRED,
              "name",
              identity.self().name(),
              "until",
              identity.validUntil())
          .exception();
    }
    return identity;
  }

  /// What was stored here, also when its time is over: to tell when that is.
  ///
  /// @throws PlatformException as [#load()], but for `CERTIFICATE_EXPIRED`
  public TlsIdentity kept() {
    return read();
  }

  /// What is kept here; issued anew at first start, and when its time runs out or the holder is
  /// called under other hosts than before.
  ///
  /// @throws PlatformException as [#load()], and `DATA_OF_OTHER_NETWORK` when another authority
  ///   issued what lies here
  public TlsIdentity loadOrIssue(NetworkAuthority authority, CertificateRequest request) {
    if (!isEmpty()) {
      TlsIdentity kept = read();
      if (!kept.roots().contains(authority.root())) {
        throw KeyFiles.ofOtherNetwork(file);
      }
      if (serves(kept, request)) {
        return kept;
      }
    }
    TlsIdentity fresh = authority.issue(request);
    store(fresh);
    return fresh;
  }

  /// Puts another certificate, with another key, in the place of the one that is here, for the same
  /// holder and hosts. A process that runs takes it by itself.
  ///
  /// @return the one that was here
  /// @throws PlatformException as [#load()], and `DATA_OF_OTHER_NETWORK` when another authority
  ///   issued what lies here
  public X509Certificate renew(NetworkAuthority authority) {
    TlsIdentity former = read();
    if (!former.roots().contains(authority.root())) {
      throw KeyFiles.ofOtherNetwork(file);
    }
    X509Certificate certificate = former.chain().getFirst();
    store(authority.issue(CertificateRequest.again(certificate)));
    return certificate;
  }

  private boolean serves(TlsIdentity kept, CertificateRequest request) {
    Instant renewal = kept.validUntil().minus(RENEWAL);
    return clock.instant().isBefore(renewal)
        && kept.self().name().equals(request.name())
        && kept.self().kind() == request.kind()
        && kept.self().participant().equals(request.participant())
        && CertificateMaker.covers(kept.chain().getFirst(), request.hosts());
  }

  private TlsIdentity read() {
    Pem pem = Pem.read(file);
    List<X509Certificate> certificates = pem.certificates();
    var chain = certificates.stream().filter(certificate -> !isRoot(certificate)).toList();
    var roots = certificates.stream().filter(TlsFolder::isRoot).toList();
    if (chain.size() != 1 || roots.size() != 1) {
      throw KeyFiles.corrupt(file, "it does not hold one certificate and its root");
    }
    try {
      PrivateKey key = KeyKind.P256.privateKey(pem.only(Pem.PRIVATE_KEY));
      chain.getFirst().verify(roots.getFirst().getPublicKey());
      // All that tells a changed root from the right one is its own signature.
      roots.getFirst().verify(roots.getFirst().getPublicKey());
      if (!KeyKind.P256.match(key, chain.getFirst().getPublicKey())) {
        throw KeyFiles.corrupt(file, "its key is not that of its certificate");
      }
      return new TlsIdentity(chain, key, roots);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  private static boolean isRoot(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
