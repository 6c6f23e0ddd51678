package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PaymentLine;
import kz.digitaltenge.api.operator.PaymentListOperations;
import kz.digitaltenge.api.operator.PaymentSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// Payments of a bank that has no network: so many of them, of which it looks at a few for each
/// part. It remembers what was looked for.
final class FakePayments implements PaymentListOperations {
  static final String ACCOUNT = "KZ86601DT00000000002";

  /// What it looks at for one part.
  static final int LOOKED_AT = 4;

  private static final int COUNT = 10;
  private final List<PaymentSearch> searches = new ArrayList<>();

  synchronized List<PaymentSearch> searches() {
    return List.copyOf(searches);
  }

  @Override
  public synchronized ListPart<PaymentLine> payments(PaymentSearch search, long before, int limit) {
    searches.add(search);
    var found = new ArrayList<PaymentLine>();
    long number = Math.min(before, COUNT);
    int looked = 0;
    while (number > 0 && looked < LOOKED_AT && found.size() < limit) {
      number--;
      looked++;
      PaymentLine line = line(number);
      if (search.direction().isEmpty()
          || search.direction().equals(line.moved().direction().name())) {
        found.add(line);
      }
    }
    return new ListPart<>(found, number > 0 ? OptionalLong.of(number) : OptionalLong.empty());
  }

  /// The two newest are under way too.
  @Override
  public synchronized ListPart<PaymentLine> pending(PaymentSearch search, long after, int limit) {
    searches.add(search);
    List<PaymentLine> open =
        LongStream.range(COUNT - 2, COUNT)
            .filter(number -> number > after)
            .mapToObj(FakePayments::line)
            .map(
                line ->
                    new PaymentLine(
                        line.moved(),
                        line.account(),
                        PaymentLine.State.PENDING,
                        line.banks(),
                        OptionalInt.of(2)))
            .toList();
    return open.size() > limit
        ? new ListPart<>(
            open.subList(0, limit), OptionalLong.of(open.get(limit - 1).moved().sequence()))
        : new ListPart<>(open, OptionalLong.empty());
  }

  private static PaymentLine line(long number) {
    var id = new TransactionId(Hash.sha256(new byte[] {(byte) number}));
    return new PaymentLine(
        new HistoryLine(
            number,
            FakeBank.NOON,
            number == 0 ? HistoryLine.Direction.IN : HistoryLine.Direction.OUT,
            new Asset(new NodeId("NBRKKZKX"), "KZT"),
            Optional.empty(),
            Amount.ofTenge(100 + number),
            new PaymentId("pay-" + number),
            id,
            "KZ84563DT00000000002"),
        ACCOUNT,
        number == 1 ? PaymentLine.State.VOID : PaymentLine.State.FINAL,
        List.of(new NodeId("KPSTKZKA")));
  }
}
