package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.Set;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.StatusResponder;
import kz.digitaltenge.trust.status.StatusCache;

/// A verifier with an authority behind it, and a bank that signs.
final class SignedFixture implements AutoCloseable {
  static final String AUDIENCE = "KISCKZKX";
  static final byte[] BODY = "{\"amount\":\"1.00\"}".getBytes(UTF_8);
  static final BoundFields FIELDS = new BoundFields("application/json", "pay-1", "");

  final AuthorityFixture trust;
  final KeyPair keys;
  final IssuedCertificate bank;
  final Set<Hash> roots;
  EvidenceLog evidence;
  MessageVerifier verifier;
  boolean statusIsDown;
  int questions;
  private final Path folder;
  private final StatusResponder responder;

  SignedFixture(Path folder, KeyKind kind) {
    this.folder = folder;
    this.trust = new AuthorityFixture(folder.resolve("authority"));
    this.responder = new StatusResponder(trust.authority);
    this.keys = kind.make(AuthorityFixture.ENTROPY);
    this.bank = trust.signature("bank", "HSBKKZKX", keys);
    this.roots = Set.of(IssuedCertificate.thumbprint(trust.authority.root()));
    this.evidence = EvidenceLog.open(log());
    this.verifier = verifier(MessageVerifier.NONCES_MAX);
  }

  Path log() {
    return folder.resolve("evidence");
  }

  MessageVerifier verifier(int nonces) {
    return verifier(CertificateDirectory.of(trust.authority), nonces);
  }

  MessageVerifier verifier(CertificateDirectory directory, int nonces) {
    var statuses = new StatusCache(this::status, AuthorityFixture.ENTROPY, trust.clock);
    return new MessageVerifier(directory, roots, statuses, evidence, nonces, trust.clock);
  }

  void restart() {
    evidence.close();
    evidence = EvidenceLog.open(log());
    verifier = verifier(MessageVerifier.NONCES_MAX);
  }

  MessageSigner signer() {
    return signer(bank, keys);
  }

  MessageSigner signer(IssuedCertificate certificate, KeyPair itsKeys) {
    return new MessageSigner(
        certificate.certificate(), itsKeys.getPrivate(), AuthorityFixture.ENTROPY, trust.clock);
  }

  static MessageDescription.Request request() {
    return new MessageDescription.Request(
        AUDIENCE, "POST", "/v1/payments?x=1", FIELDS, Hash.sha256(BODY));
  }

  /// A header as the test wants it, signed with the bank's key.
  String signed(String header, MessageDescription description) {
    try {
      String front = base64(header.getBytes(UTF_8));
      KeyKind kind = KeyKind.of(keys.getPublic()).orElseThrow();
      var signer = Signature.getInstance(DetachedSignature.jcaName(kind));
      signer.initSign(keys.getPrivate());
      signer.update((front + ".").getBytes(US_ASCII));
      signer.update(description.bytes().toArray());
      return front + ".." + base64(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The header that everybody is to send, with the test's changes.
  String header() {
    return """
    {"alg":"%s","b64":false,"crit":["b64"],"x5t#S256":"%s","iat":%d,"nonce":"%s"}\
    """
        .formatted(
            keys.getPublic().getAlgorithm().equals("EC") ? "ES256" : "EdDSA",
            base64(bank.thumbprint().trusted()),
            trust.clock.instant().getEpochSecond(),
            nonce());
  }

  static String nonce() {
    return base64(AuthorityFixture.ENTROPY.bytes(16));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    evidence.close();
    trust.close();
  }

  private Bytes status(Bytes request) throws IOException {
    questions++;
    if (statusIsDown) {
      throw new IOException("down");
    }
    return responder.answer(request.toArray());
  }
}
