package kz.digitaltenge.app.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.conversion.StockKeeper.Marks;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Between which sums banks keep their stock.
final class StockOption {
  @Option(
      names = "--stock",
      paramLabel = "LOWER:TARGET:UPPER",
      description = {
        "Have each bank keep its stock between two sums, 100000:500000:900000: below the lower it",
        "asks the central bank for an issue up to the target, above the upper it redeems."
      })
  private @Nullable String stock;

  Optional<Marks> marks() {
    if (stock == null) {
      return Optional.empty();
    }
    List<Amount> sums = Stream.of(stock.split(":", -1)).map(TypedText::amount).toList();
    if (sums.size() != 3
        || sums.get(0).compareTo(sums.get(1)) > 0
        || sums.get(1).compareTo(sums.get(2)) > 0) {
      throw TypedText.malformed("--stock", "\"" + stock + "\" is not three sums that rise");
    }
    return Optional.of(new Marks(sums.get(0), sums.get(1), sums.get(2)));
  }
}
