package kz.digitaltenge.ledger;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;

/// Who looks after a failed bank's tokens from an order on, and where its customers' money goes.
///
/// @param administrator the identity key, P-256, of the node that attests in the bank's place
/// @param account of another bank, the successor, which is paid what has no other place to go to
public record Resolution(PublicKey administrator, String account) {
  private static final int ACCOUNT_BYTES_MAX = 34;
  private static final Pattern ACCOUNT = Pattern.compile("[A-Z0-9]{1," + ACCOUNT_BYTES_MAX + "}");

  public Resolution {
    if (administrator.scheme() != SchemeId.P256) {
      throw new IllegalArgumentException("a node's identity key is of P-256");
    }
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException("not an account's number");
    }
  }

  void writeTo(CborWriter out) {
    administrator.writeTo(out.array(2));
    out.text(account);
  }

  static Resolution readFrom(CborReader in) {
    in.arrayOf(2);
    PublicKey administrator = PublicKey.readFrom(in);
    String account = in.text(ACCOUNT_BYTES_MAX);
    if (administrator.scheme() != SchemeId.P256 || !ACCOUNT.matcher(account).matches()) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new Resolution(administrator, account);
  }
}
