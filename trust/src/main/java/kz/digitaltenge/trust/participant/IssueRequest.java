package kz.digitaltenge.trust.participant;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;

/// What a certificate shall say, asked for under an id: the same request again gives the same
/// certificate.
///
/// @param id 1 to 64 letters, digits and `._-`
/// @param key P-256 or Ed25519
/// @param hosts under which the holder is called, for TLS; none for a program that only calls
/// @param roles of the holder, for signatures
/// @param validity at most that of the kind; a certificate never outlives its issuer
public record IssueRequest(
    String id,
    CertificateKind kind,
    SubjectName subject,
    PublicKey key,
    List<String> hosts,
    List<KazakhRole> roles,
    Duration validity) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
  private static final int LIST_MAX = 32;

  public IssueRequest {
    hosts = List.copyOf(hosts);
    roles = roles.stream().distinct().sorted(Comparator.naturalOrder()).toList();
    require(ID.matcher(id).matches(), "not an id for a request");
    Optional<KeyKind> keyKind = KeyKind.of(key);
    require(keyKind.isPresent(), "a key is P-256, Ed25519 or GOST 2015 with 512 bits");
    require(
        kind == CertificateKind.SIGNATURE || keyKind.get() != KeyKind.GOST_2015_512,
        "GOST keys are for signatures");
    key = keyKind.get().certified(key);
    require(hosts.size() <= LIST_MAX, "more hosts than a certificate names");
    require(hosts.stream().allMatch(host -> HOST.matcher(host).matches()), "not a host");
    require(
        validity.isPositive() && validity.compareTo(kind.validityMax()) <= 0,
        "a validity is above zero and at most %d days".formatted(kind.validityMax().toDays()));
    switch (kind) {
      case NODE, TLS -> {
        require(
            kind == CertificateKind.TLS || !hosts.isEmpty(), "a node's certificate names a host");
        require(roles.isEmpty(), "roles are for signature certificates");
      }
      case SIGNATURE, ROOT, ISSUER, STATUS, TIME_STAMP ->
          require(hosts.isEmpty(), "hosts are for certificates for TLS");
    }
  }

  /// For a participant's signature, valid as long as its kind allows.
  public static IssueRequest signature(
      String id, SubjectName subject, PublicKey key, List<KazakhRole> roles) {
    var kind = CertificateKind.SIGNATURE;
    return new IssueRequest(id, kind, subject, key, List.of(), roles, kind.validityMax());
  }

  /// Everything but the id.
  Hash content() {
    var cbor = new CborWriter().array(6).text(kind.name());
    cbor.bytes(encodedSubject()).bytes(key.getEncoded()).array(hosts.size());
    hosts.forEach(cbor::text);
    cbor.array(roles.size());
    roles.forEach(role -> cbor.text(role.name()));
    cbor.uint(validity.toSeconds());
    return Hash.sha256(cbor.toBytes());
  }

  private byte[] encodedSubject() {
    return X500Names.encoded(subject.x500());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
