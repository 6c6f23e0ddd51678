package kz.digitaltenge.trust.participant;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/// Whose certificate it is, as the country's certificates write it: `OU=BIN…` for an organisation,
/// `SERIALNUMBER=IIN…` for a person.
///
/// @param commonName the participant's identifier, such as a bank's BIC, or a person's or system's
///   name: 1 to 64 letters, digits, spaces and `._-`
/// @param organisation 1 to 64 characters without control characters
/// @param bin of the organisation, 12 digits with a good check digit
/// @param iin of the person, likewise
public record SubjectName(
    String commonName, String organisation, Optional<String> bin, Optional<String> iin) {
  private static final Pattern COMMON_NAME = Pattern.compile("[\\p{L}0-9][\\p{L}0-9 ._-]{0,63}");
  private static final Pattern ORGANISATION = Pattern.compile("[^\\p{Cc}]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{12}");
  private static final int CHECKED_DIGITS = 11;
  private static final int MODULUS = 11;
  private static final int SECOND_WEIGHTS_START = 3;

  public SubjectName {
    if (!COMMON_NAME.matcher(commonName).matches()) {
      throw new IllegalArgumentException("not a name for a certificate: " + commonName);
    }
    if (!ORGANISATION.matcher(organisation).matches()) {
      throw new IllegalArgumentException("not an organisation for a certificate: " + organisation);
    }
    if (!bin.map(SubjectName::isNumber).orElse(true)) {
      throw new IllegalArgumentException("not a BIN");
    }
    if (!iin.map(SubjectName::isNumber).orElse(true)) {
      throw new IllegalArgumentException("not an IIN");
    }
  }

  /// An organisation's name.
  public static SubjectName of(String commonName, String organisation) {
    return new SubjectName(commonName, organisation, Optional.empty(), Optional.empty());
  }

  public SubjectName withBin(String number) {
    return new SubjectName(commonName, organisation, Optional.of(number), iin);
  }

  public SubjectName withIin(String number) {
    return new SubjectName(commonName, organisation, bin, Optional.of(number));
  }

  /// The common name in a certificate's subject; empty when it has none.
  public static String commonNameOf(X509Certificate certificate) {
    var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    var parts = name.getRDNs(BCStyle.CN);
    return parts.length == 0 ? "" : IETFUtils.valueToString(parts[0].getFirst().getValue());
  }

  /// The common name for logs, which hold nothing personal: empty when the subject has a person's
  /// IIN.
  public static Optional<String> impersonalNameOf(X509Certificate certificate) {
    var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return name.getRDNs(BCStyle.SERIALNUMBER).length == 0
        ? Optional.of(commonNameOf(certificate))
        : Optional.empty();
  }

  X500Name x500() {
    var builder = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "KZ");
    builder.addRDN(BCStyle.O, organisation);
    bin.ifPresent(number -> builder.addRDN(BCStyle.OU, "BIN" + number));
    builder.addRDN(BCStyle.CN, commonName);
    iin.ifPresent(number -> builder.addRDN(BCStyle.SERIALNUMBER, "IIN" + number));
    return builder.build();
  }

  /// The check that IIN and BIN share; twelve zeros satisfy it and are never issued.
  private static boolean isNumber(String text) {
    if (!NUMBER.matcher(text).matches() || text.equals("0".repeat(CHECKED_DIGITS + 1))) {
      return false;
    }
    int check = check(text, 1);
    if (check == MODULUS - 1) {
      check = check(text, SECOND_WEIGHTS_START);
    }
    return check == text.charAt(CHECKED_DIGITS) - '0';
  }

  /// Weights count up from the first and go on with 1 after 11.
  private static int check(String text, int firstWeight) {
    int sum = 0;
    for (int i = 0; i < CHECKED_DIGITS; i++) {
      int weight = (firstWeight - 1 + i) % MODULUS + 1;
      sum += (text.charAt(i) - '0') * weight;
    }
    return sum % MODULUS;
  }
}
