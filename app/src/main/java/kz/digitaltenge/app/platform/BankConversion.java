package kz.digitaltenge.app.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.api.operator.StockConversionOrder;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.ledger.OfficerApproval;

/// Has a bank convert with the central bank and sees it through: the bank's node signs the order
/// and hands over what is to be redeemed, an officer approves. Everything is named by the
/// conversion's id, so asking again finishes what was begun and does nothing twice.
///
/// @param officer who approves
/// @param pen signs what the officer means, with the officer's own key, when it is what is shown
public record BankConversion(
    Platform platform,
    Member bank,
    String officer,
    BiFunction<Meant, ConversionLine, OfficerApproval> pen) {
  private static final int LOOKS_MAX = 50;

  /// A supply proof takes longer.
  private static final int LOOKS_FOR_PROOF_MAX = 300;

  private static final Duration PAUSE = Duration.ofMillis(100);

  /// A central bank that has just started is asked again; one that is away is not waited for.
  private static final long ANSWER_NANOS = Duration.ofSeconds(5).toNanos();

  /// Has the bank order an issue and, once it is debited and as many officers as are needed have
  /// approved, issues to it.
  ///
  /// @return how it stands when it has ended, waits for somebody, or takes longer than a moment
  public ConversionLine issue(String id, String amount, String currency) {
    var meant = new Meant(bank.node().value(), id, Kind.ISSUANCE, amount);
    ConversionLine ordered = request(id, amount, currency);
    return isQueued(ordered)
        ? ordered
        : watched(approved(meant, latest(ordered)), now -> approved(meant, latest(now)));
  }

  /// Once the bank is debited, unless it was done before.
  private ConversionLine approved(Meant meant, ConversionLine now) {
    boolean wanting = now.awaitsApproval() && !now.approvals().contains(officer);
    return wanting ? desk().approve(meant.bank(), meant.name(), pen.apply(meant, now)) : now;
  }

  /// As the central bank has it, which is what an officer signs by.
  private ConversionLine latest(ConversionLine line) {
    return desk().conversion(line.bank(), line.name());
  }

  /// Has the bank order an issue, and leaves approving to others.
  public ConversionLine request(String id, String amount, String currency) {
    return order(Kind.ISSUANCE, id, amount, currency);
  }

  /// Has the bank order a redemption, for which its node hands over its tokens; it is credited, and
  /// they are destroyed.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the bank's node refuses
  public ConversionLine redeem(String id, String amount, String currency) {
    ConversionLine ordered = order(Kind.REDEMPTION, id, amount, currency);
    return isQueued(ordered) ? ordered : watched(ordered, this::latest);
  }

  private ConversionLine order(Kind kind, String id, String amount, String currency) {
    StockConversionLine line = answered(new StockConversionOrder(id, kind, amount, currency));
    // What the central bank itself says of it is shown as any other conversion's.
    Optional<Problem> refusal =
        line.problem()
            .filter(_ -> line.conversion().progress() == Progress.REFUSED)
            .filter(problem -> problem.code() != ErrorCode.CONVERSION_REFUSED);
    if (refusal.isPresent()) {
      throw refusal.get().exception();
    }
    return line.conversion();
  }

  /// The bank's node asks the central bank whenever it is given the same order again.
  private StockConversionLine answered(StockConversionOrder order) {
    long begin = System.nanoTime();
    StockConversionLine line = platform.stockConversions(bank.node()).convert(order);
    while (isQueued(line.conversion())
        && line.conversion().progress() == Progress.UNDER_WAY
        && System.nanoTime() - begin < ANSWER_NANOS) {
      pause();
      line = platform.stockConversions(bank.node()).convert(order);
    }
    return line;
  }

  private static boolean isQueued(ConversionLine line) {
    return line.stage().equals(StockConversionLine.QUEUED);
  }

  private ConversionOperations desk() {
    return platform.conversions(officer);
  }

  private static ConversionLine watched(ConversionLine first, UnaryOperator<ConversionLine> again) {
    ConversionLine now = first;
    for (int look = 0; look < looksMax(now) && isMoving(now); look++) {
      pause();
      now = again.apply(now);
    }
    return now;
  }

  private static int looksMax(ConversionLine now) {
    return now.awaitsKnowledge() ? LOOKS_FOR_PROOF_MAX : LOOKS_MAX;
  }

  private static boolean isMoving(ConversionLine now) {
    boolean waitsForOfficers = now.awaitsApproval() && !now.awaitsKnowledge();
    return now.progress() == Progress.UNDER_WAY && !waitsForOfficers && now.place().isEmpty();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
