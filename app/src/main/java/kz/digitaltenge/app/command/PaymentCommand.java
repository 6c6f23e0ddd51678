package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.platform.RemotePlatform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Payments: explain them.
@Command(
    name = "payment",
    description = "Explain a payment.",
    subcommands = PaymentCommand.Explain.class)
public final class PaymentCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(console.command(), "Say what to do: explain ID.");
  }

  /// Explains a payment as each node that knows it does.
  @Command(
      name = "explain",
      description = "Tell a payment's state, the evidence for it, and what happens next.",
      footerHeading = "%nExample:%n",
      footer = "  ./dt payment explain pay-8f0c3a5512d09b71")
  static final class Explain implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--bank",
        paramLabel = "BIC",
        description = {
          "Ask this node only, by its identifier or three-digit code;",
          "all are asked when left out."
        })
    private @Nullable String bank;

    @Parameters(paramLabel = "ID", description = "The payment's name.")
    private String id = "";

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        List<Member> asked =
            bank == null ? platform.members() : List.of(Banks.named(bank, platform));
        var known = new LinkedHashMap<Member, PaymentExplanation>();
        for (Member member : asked) {
          explanation(platform, member).ifPresent(each -> known.put(member, each));
        }
        if (known.isEmpty()) {
          String where = bank == null ? "any node of this network" : asked.getFirst().name();
          return console.show(Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", id, "bank", where));
        }
        show(known);
        return ExitCode.OK;
      }
    }

    private Optional<PaymentExplanation> explanation(Platform platform, Member member) {
      try {
        return Optional.of(platform.node(member.node()).explain(id));
      } catch (PlatformException e) {
        if (e.code() == ErrorCode.UNKNOWN_PAYMENT) {
          return Optional.empty();
        }
        throw e;
      }
    }

    private void show(Map<Member, PaymentExplanation> known) {
      if (json.isWanted()) {
        var nodes = new ArrayList<Map<String, Object>>();
        known.forEach((member, each) -> nodes.add(object(member, each)));
        console.json(Json.object("payment", id, "nodes", nodes));
      } else {
        known.forEach(this::print);
      }
    }

    private void print(Member member, PaymentExplanation explanation) {
      PrintWriter out = console.out();
      out.printf("%s (%s):%n", member.name(), member.node());
      for (Attempt attempt : explanation.attempts()) {
        out.printf(
            "  attempt %d, as %s's node: %s%n",
            attempt.number(),
            attempt.side() == PaymentExplanation.Side.PAYER ? "the payer" : "the payee",
            attempt.state());
        out.printf(
            "    %s %s from %s to %s%n",
            attempt.amount(), attempt.asset().code(), attempt.payer(), attempt.payee());
        if (!attempt.remittance().isNone()) {
          out.println("    tells: " + ToldText.of(attempt.remittance()));
        }
        for (PaymentExplanation.Leg leg : attempt.legs()) {
          out.printf("    leg %d: %s to %s%n", leg.number(), leg.amount(), leg.payee());
        }
        out.printf("    transaction %s%n", attempt.transaction());
        out.printf("    window until %s%n", attempt.windowUntil());
        attempt.evidence().forEach(sentence -> out.println("    evidence: " + sentence));
        out.println("    next: " + attempt.next());
      }
    }

    private static Map<String, Object> object(Member member, PaymentExplanation explanation) {
      return Json.object(
          "node",
          member.node().value(),
          "attempts",
          explanation.attempts().stream().map(Explain::object).toList());
    }

    private static Map<String, Object> object(PaymentExplanation.Leg leg) {
      Map<String, Object> object =
          Json.object(
              "number", leg.number(), "payee", leg.payee(), "amount", leg.amount().toString());
      ToldText.put(object, leg.remittance());
      return object;
    }

    private static Map<String, Object> object(Attempt attempt) {
      Map<String, Object> object =
          Json.object(
              "side",
              attempt.side().name(),
              "attempt",
              attempt.number(),
              "state",
              attempt.state().name(),
              "amount",
              attempt.amount().toString(),
              "currency",
              attempt.asset().code(),
              "payer",
              attempt.payer(),
              "payee",
              attempt.payee(),
              "transaction",
              attempt.transaction().toString(),
              "windowUntil",
              attempt.windowUntil().toString());
      attempt.position().ifPresent(position -> object.put("position", position));
      attempt.decidedAt().ifPresent(at -> object.put("decidedAt", at.toString()));
      ToldText.put(object, attempt.remittance());
      if (!attempt.legs().isEmpty()) {
        object.put("legs", attempt.legs().stream().map(Explain::object).toList());
      }
      object.put("evidence", attempt.evidence());
      object.put("next", attempt.next());
      return object;
    }
  }
}
