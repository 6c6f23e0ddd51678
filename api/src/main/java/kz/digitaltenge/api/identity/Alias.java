package kz.digitaltenge.api.identity;

import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What people know a payee by. Personal data: it goes to the bank that serves the payee and to no
/// one else.
///
/// @param value whole, in the form that the kind has
public record Alias(Kind kind, String value) {
  private static final int LENGTH_MAX = 32;

  /// The numbers of the kinds never change their meaning.
  public enum Kind {
    PHONE(1),
    IIN(2),
    BIN(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public Alias {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("An alias of " + value.length() + " characters");
    }
  }

  public void writeTo(CborWriter out) {
    out.array(2).uint(kind.code()).text(value);
  }

  public static Alias readFrom(CborReader in) {
    in.arrayOf(2);
    Kind kind = Encoding.constant(in, Kind.values(), Kind::code);
    return new Alias(kind, in.text(LENGTH_MAX));
  }

  /// Without the value.
  @Override
  public String toString() {
    return "Alias[" + kind + "]";
  }
}
