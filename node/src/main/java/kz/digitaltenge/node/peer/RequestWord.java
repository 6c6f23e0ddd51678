package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// How the payer's bank, which decides, says that a request to pay stands.
///
/// @param reason of a refusal, as the payer put it; may be empty
public record RequestWord(PaymentId name, State state, String reason) {
  private static final int REASON_BYTES_MAX = 2_048;

  /// The numbers never change their meaning.
  public enum State {
    /// The payer may accept it.
    OPEN(1),
    /// The payer has accepted it; money may move.
    ACCEPTED(2),
    PAID(3),
    REFUSED(4),
    CANCELLED(5),
    EXPIRED(6);

    private final int code;

    State(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  byte[] encode() {
    return Encoding.encode(this, RequestWord::writeTo);
  }

  static RequestWord decode(byte[] bytes) {
    return Encoding.decode(bytes, RequestWord::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(3);
    name.writeTo(out);
    out.uint(state.code()).text(reason);
  }

  private static RequestWord readFrom(CborReader in) {
    in.arrayOf(3);
    return new RequestWord(
        PaymentId.readFrom(in),
        Encoding.constant(in, State.values(), State::code),
        in.text(REASON_BYTES_MAX));
  }
}
