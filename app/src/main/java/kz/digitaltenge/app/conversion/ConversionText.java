package kz.digitaltenge.app.conversion;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.ledger.SignedStockOrder;

/// Shows how a conversion stands.
final class ConversionText {
  private ConversionText() {}

  /// Prints it, and tells the exit code: 0 when it is done, 1 when it was refused, 3 while it is
  /// under way.
  static int show(ConversionLine line, Console console, boolean json) {
    if (json) {
      console.json(object(line));
      return exit(line);
    }
    return switch (line.progress()) {
      case DONE -> {
        printDone(line, console.out());
        yield ExitCode.OK;
      }
      case REFUSED -> console.show(refused(line));
      case UNDER_WAY ->
          console.show(
              Problem.of(
                  ErrorCode.CONVERSION_UNDER_WAY,
                  "conversion",
                  line.name(),
                  "reason",
                  reason(line)));
    };
  }

  static Map<String, Object> object(ConversionLine line) {
    Map<String, Object> object =
        Json.object(
            "id",
            line.name(),
            "bank",
            line.bank(),
            "kind",
            line.kind().name(),
            "amount",
            line.amount().toString(),
            "stage",
            line.stage(),
            "progress",
            line.progress().name(),
            "requestedAt",
            line.requestedAt().toString(),
            "changedAt",
            line.changedAt().toString(),
            "order",
            line.order());
    line.confirmation().ifPresent(hash -> object.put("confirmation", hash));
    line.transaction().ifPresent(id -> object.put("transaction", id));
    object.put("approvals", line.approvals());
    object.put("approvalsNeeded", line.approvalsNeeded());
    line.place()
        .ifPresent(
            place -> {
              object.put("place", place.number());
              object.put("opensAt", place.opensAt().toString());
            });
    object.put("note", line.note());
    line.signedOrder()
        .ifPresentOrElse(
            order -> {
              var signed = SignedStockOrder.decode(order.toArray());
              object.put("orderSignedBy", signed.order().bank().value());
              object.put("orderSignedAt", signed.order().at().toString());
              object.put("signedOrder", order.hex());
            },
            () -> object.put("orderSignedBy", "nobody: from before banks signed their orders"));
    return object;
  }

  private static String orderedBy(ConversionLine line) {
    return line.signedOrder()
        .map(order -> SignedStockOrder.decode(order.toArray()).order())
        .map(order -> "%s, signed at %s".formatted(order.bank(), order.at()))
        .orElse("nobody's signature: it is from before banks signed their orders");
  }

  /// What is waited for.
  static String reason(ConversionLine line) {
    if (line.stage().equals(StockConversionLine.QUEUED)) {
      return "the bank's node has it signed on disk; the central bank has not answered yet";
    }
    if (line.place().isPresent()) {
      return "the core banking system is closed until %s; it is number %d of those that wait"
          .formatted(line.place().get().opensAt(), line.place().get().number());
    }
    // What a redemption's officers would answer for is in its note.
    if (line.awaitsApproval() && !line.awaitsKnowledge()) {
      return "%d of %d officers have approved; ./dt approve %s --bank %s --amount N --officer N"
          .formatted(line.approvals().size(), line.approvalsNeeded(), line.name(), line.bank());
    }
    return line.note().isEmpty() ? line.stage() : line.stage() + ", " + line.note();
  }

  private static Problem refused(ConversionLine line) {
    return Problem.of(ErrorCode.CONVERSION_REFUSED, "conversion", line.name(), "reason", why(line));
  }

  private static String why(ConversionLine line) {
    if (line.transaction().equals(Optional.of(line.note()))) {
      // Nobody's word but the core banking system's leaves only the transaction to tell of.
      return "the core banking system refused, and the tokens were given back";
    }
    // The sentence that it goes into says "was refused" already.
    String why = line.note().replaceFirst("^refused by ", "by ");
    // An issue's note says itself when the bank was credited back.
    boolean areTokensBack = line.stage().equals("RETURNED") && line.kind() == Kind.REDEMPTION;
    return areTokensBack ? why + "; its tokens were given back" : why;
  }

  private static int exit(ConversionLine line) {
    return switch (line.progress()) {
      case DONE -> ExitCode.OK;
      case REFUSED -> ExitCode.FAILED;
      case UNDER_WAY -> ExitCode.UNKNOWN;
    };
  }

  private static void printDone(ConversionLine line, PrintWriter out) {
    switch (line.kind()) {
      case ISSUANCE -> out.printf("Issued %s KZT to %s.%n", line.amount(), line.bank());
      case REDEMPTION -> out.printf("Redeemed %s KZT of %s.%n", line.amount(), line.bank());
    }
    out.printf("  conversion    %s%n", line.name());
    out.printf(
        "  core banking  order %s, confirmation %s%n",
        line.order(), line.confirmation().orElse("none"));
    out.printf("  ledger        transaction %s%n", line.transaction().orElse("none"));
    out.printf("  ordered by    %s%n", orderedBy(line));
    if (!line.approvals().isEmpty()) {
      out.printf("  approved by   %s%n", String.join(", ", line.approvals()));
    }
    out.flush();
  }
}
