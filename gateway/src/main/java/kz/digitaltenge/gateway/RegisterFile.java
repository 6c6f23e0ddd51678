package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// Gathers what a file of a register says, whichever form it has; the rules are the node's.
final class RegisterFile {
  static final String PAYER = "payer";
  static final String CURRENCY = "currency";
  static final String COUNT = "count";
  static final String TOTAL = "total";

  /// What a register says of itself.
  static final Set<String> WHOLE = Set.of(PAYER, CURRENCY, COUNT, TOTAL);

  static final String LINE = "line";
  static final String ACCOUNT = "account";
  static final String PHONE = "phone";
  static final String IIN = "iin";
  static final String BIN = "bin";
  static final String AMOUNT = "amount";
  static final String PURPOSE = "purpose";

  /// What a line may say.
  static final Set<String> FIELDS = Set.of(LINE, ACCOUNT, PHONE, IIN, BIN, AMOUNT, PURPOSE);

  private static final Pattern CSV_TYPE =
      Pattern.compile("(?i)text/csv(?:\\s*;\\s*(?:charset=\"?utf-8\"?|header=present))*");
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final List<RegisterOrder.Row> rows = new ArrayList<>();
  private final List<RegisterFault> faults = new ArrayList<>();

  /// What a body says.
  ///
  /// @throws PlatformException `MEDIA_TYPE_NOT_TAKEN`, or `MALFORMED_REQUEST` for what is no
  ///   register at all
  static RegisterOrder read(String id, String type, Bytes body) {
    Map<String, String> whole;
    var file = new RegisterFile();
    if (CSV_TYPE.matcher(type).matches()) {
      whole = new RegisterCsv(file).read(text(body));
    } else if (BodyFields.JSON_TYPE.matcher(type).matches()) {
      whole = new RegisterJsonReader(file).read(text(body));
    } else {
      throw Problem.of(ErrorCode.MEDIA_TYPE_NOT_TAKEN, "type", type).exception();
    }
    return new RegisterOrder(
        id,
        whole.getOrDefault(PAYER, ""),
        whole.getOrDefault(CURRENCY, ""),
        whole.getOrDefault(COUNT, ""),
        whole.getOrDefault(TOTAL, ""),
        file.rows,
        file.faults,
        Hash.sha256(body.trusted()));
  }

  /// A line as it was read.
  void add(int row, Map<String, String> fields) {
    requireRoom();
    rows.add(
        new RegisterOrder.Row(
            row,
            fields.getOrDefault(LINE, ""),
            fields.getOrDefault(ACCOUNT, ""),
            new PayeeAlias(
                fields.getOrDefault(PHONE, ""),
                fields.getOrDefault(IIN, ""),
                fields.getOrDefault(BIN, "")),
            fields.getOrDefault(AMOUNT, ""),
            fields.getOrDefault(PURPOSE, "")));
  }

  /// A line that cannot be read.
  void fault(int row, String reason) {
    requireRoom();
    faults.add(
        new RegisterFault(
            row, "", Problem.of(ErrorCode.REGISTER_LINE_MALFORMED, "reason", reason)));
  }

  private void requireRoom() {
    if (rows.size() + faults.size() >= RegisterOrder.LINES_MAX) {
      throw Malformed.body("it has more than " + RegisterOrder.LINES_MAX + " lines");
    }
  }

  private static String text(Bytes body) {
    ByteBuffer bytes = ByteBuffer.wrap(body.trusted());
    CharBuffer text = CharBuffer.allocate(body.size());
    CoderResult read = UTF_8.newDecoder().decode(bytes, text, true);
    if (read.isError()) {
      throw Malformed.body("it is no UTF-8 in row " + row(body, bytes.position()));
    }
    text.flip();
    boolean isMarked = text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK;
    return text.subSequence(isMarked ? 1 : 0, text.length()).toString();
  }

  private static int row(Bytes body, int until) {
    int row = 1;
    for (int at = 0; at < until; at++) {
      row += body.trusted()[at] == '\n' ? 1 : 0;
    }
    return row;
  }
}
