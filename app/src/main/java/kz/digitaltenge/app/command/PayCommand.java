package kz.digitaltenge.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Pays from one account to another.
@Command(
    name = "pay",
    description = {
      "Pay from one account to another, at the same bank or across banks; or to several at once,"
          + " all of them or none.",
      "Repeating a payment with the same --id never pays twice."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt pay --from KZ16601DT00000000001 --to KZ86856DT00000000002 1234.50",
      "  ./dt pay --from KZ16601DT00000000001 --to KZ86856DT00000000002 --purpose 'Invoice 17'"
          + " --reference INV-17 --knp 710 1234.50",
      "  ./dt pay --from KZ16601DT00000000001 --leg KZ86856DT00000000002=900 --leg"
          + " KZ84563DT00000000002=100"
    })
public final class PayCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--from", paramLabel = "ACCOUNT", required = true, description = "Who pays.")
  private String from = "";

  @Option(names = "--to", paramLabel = "ACCOUNT", description = "Who is paid.")
  private String to = "";

  @Option(
      names = "--leg",
      paramLabel = "ACCOUNT=AMOUNT",
      description =
          "One of several payees and what it gets; instead of --to. AMOUNT is their total then, if"
              + " given.")
  private List<String> legs = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The payment's name; a new one when left out.")
  private String id = FreshName.of("pay");

  @Option(names = "--currency", paramLabel = "CODE", description = "KZT when left out.")
  private String currency = "KZT";

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      description = "What the payee is told it is for; only the two banks have it.")
  private String purpose = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "The payer's own, end to end, such as an invoice's number.")
  private String reference = "";

  @Option(names = "--knp", paramLabel = "CODE", description = "The payment purpose code (КНП).")
  private String knp = "";

  @Parameters(paramLabel = "AMOUNT", arity = "0..1", description = "In tenge, such as 1234.50.")
  private String amount = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      PayOutcome outcome = Banks.nodeOf("--from", from, platform).pay(order());
      return Outcomes.show(
          outcome,
          legs.isEmpty()
              ? "Paid %s %s from %s to %s; payment %s.".formatted(amount, currency, from, to, id)
              : "Paid %d payees from %s in %s; payment %s."
                  .formatted(legs.size(), from, currency, id),
          "payment",
          id,
          console,
          json.isWanted());
    }
  }

  private PayOrder order() {
    boolean toOne = !to.isEmpty();
    if (toOne == !legs.isEmpty() || (toOne && amount.isEmpty())) {
      throw new ParameterException(
          console.command(), "Give --to and an amount, or --leg for each of several payees.");
    }
    return new PayOrder(
        id,
        from,
        to,
        amount,
        currency,
        legs.stream().map(this::leg).toList(),
        Remittance.of(purpose, reference, knp));
  }

  private PayOrder.Leg leg(String typed) {
    int equals = typed.indexOf('=');
    if (equals < 0) {
      throw new ParameterException(console.command(), "--leg is ACCOUNT=AMOUNT, not " + typed);
    }
    return new PayOrder.Leg(typed.substring(0, equals), typed.substring(equals + 1));
  }
}
