package kz.digitaltenge.api.operator;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What a payment says to its payee. Only the banks that serve the two have it: it travels between
/// them and is in no transaction (C07).
///
/// @param purpose for people, one line; may be empty
/// @param reference the payer's own, end to end: an invoice's or a contract's number; may be empty
/// @param knp the payment purpose code (КНП); may be empty
public record Remittance(String purpose, String reference, String knp) {
  /// Nothing is said.
  public static final Remittance NONE = new Remittance("", "", "");

  /// Characters of a purpose at most.
  public static final int PURPOSE_LENGTH_MAX = 210;

  /// Characters of a reference at most: those of an end-to-end identification in ISO 20022.
  public static final int REFERENCE_LENGTH_MAX = 35;

  private static final int KNP_LENGTH = 3;
  private static final int UTF8_BYTES_MAX = 4;
  private static final int ITEMS = 3;

  private static final Pattern REFERENCE =
      Pattern.compile("[A-Za-z0-9/_.-]{1," + REFERENCE_LENGTH_MAX + "}");
  private static final Pattern KNP = Pattern.compile("[0-9]{" + KNP_LENGTH + "}");

  public Remittance {
    if (!isLine(purpose)
        || !purpose.strip().equals(purpose)
        || !(reference.isEmpty() || REFERENCE.matcher(reference).matches())
        || !(knp.isEmpty() || KNP.matcher(knp).matches())) {
      throw new IllegalArgumentException("no remittance information");
    }
  }

  /// What somebody typed, each of them empty for nothing, a purpose also blank. A purpose is
  /// trimmed and composed (NFC), so that what looks the same is the same.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` that names the member
  public static Remittance of(String purpose, String reference, String knp) {
    String text = Normalizer.normalize(purpose.strip(), Normalizer.Form.NFC);
    if (!isLine(text)) {
      throw malformed(
          "purpose", "it is not one line of at most " + PURPOSE_LENGTH_MAX + " characters");
    }
    if (!reference.isEmpty() && !REFERENCE.matcher(reference).matches()) {
      throw malformed("reference", "it is not 1 to 35 characters out of A-Z a-z 0-9 / _ . -");
    }
    if (!knp.isEmpty() && !KNP.matcher(knp).matches()) {
      throw malformed("knp", "it is not three digits");
    }
    return text.isEmpty() && reference.isEmpty() && knp.isEmpty()
        ? NONE
        : new Remittance(text, reference, knp);
  }

  /// A purpose alone that was checked when it was taken, by whatever rule.
  public static Remittance ofPurpose(String purpose) {
    return new Remittance(purpose.strip(), "", "");
  }

  public boolean isNone() {
    return purpose.isEmpty() && reference.isEmpty() && knp.isEmpty();
  }

  /// What goes back with money that is given back: the payer finds its own payment by it.
  public Remittance ofRefund() {
    return reference.isEmpty() ? NONE : new Remittance("", reference, "");
  }

  public void writeTo(CborWriter out) {
    out.array(ITEMS).text(purpose).text(reference).text(knp);
  }

  public static Remittance readFrom(CborReader in) {
    in.arrayOf(ITEMS);
    return new Remittance(
        in.text(PURPOSE_LENGTH_MAX * UTF8_BYTES_MAX),
        in.text(REFERENCE_LENGTH_MAX),
        in.text(KNP_LENGTH));
  }

  /// It has no controls, and no half of a pair without the other.
  private static boolean isLine(String text) {
    return text.codePointCount(0, text.length()) <= PURPOSE_LENGTH_MAX
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /// Nothing of what it says is for a log.
  @Override
  public String toString() {
    return isNone() ? "no remittance information" : "remittance information";
  }

  private static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }
}
