package kz.digitaltenge.trust.participant;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// What the holder of a signature certificate is, as certificates of the country say it: by an
/// extended key usage.
public enum KazakhRole {
  NATURAL_PERSON("1.2.398.3.3.4.1.1"),
  LEGAL_ENTITY("1.2.398.3.3.4.1.2"),
  FIRST_HEAD("1.2.398.3.3.4.1.2.1"),
  RIGHT_TO_SIGN("1.2.398.3.3.4.1.2.2"),
  RIGHT_TO_SIGN_FINANCIAL_DOCUMENTS("1.2.398.3.3.4.1.2.3"),
  HR_OFFICER("1.2.398.3.3.4.1.2.4"),
  EMPLOYEE("1.2.398.3.3.4.1.2.5"),
  INFORMATION_SYSTEM("1.2.398.3.3.4.1.2.6");

  private final String identifier;

  KazakhRole(String identifier) {
    this.identifier = identifier;
  }

  /// The object identifier.
  public String identifier() {
    return identifier;
  }

  KeyPurposeId purpose() {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(identifier));
  }
}
