package kz.digitaltenge.app.platform;

import java.time.Duration;
import java.util.function.Function;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.ConversionOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.ledger.OfficerApproval;

/// Converts for a bank, as an officer of the central bank sees it through: what the bank itself is
/// to do, its node is told to. Everything is named by the conversion's id, so asking again finishes
/// what was begun and does nothing twice.
///
/// @param officer who asks, and approves
/// @param pen signs what the officer approves, with the officer's own key
public record BankConversion(
    Platform platform, Member bank, String officer, Function<ConversionLine, OfficerApproval> pen) {
  private static final int LOOKS_MAX = 50;

  /// A supply proof takes longer.
  private static final int LOOKS_FOR_PROOF_MAX = 300;

  private static final Duration PAUSE = Duration.ofMillis(100);

  /// Debits the bank and, once as many officers as are needed have approved, issues to it.
  ///
  /// @return how it stands when it has ended, waits for somebody, or takes longer than a moment
  public ConversionLine issue(String id, String amount, String currency) {
    return watched(
        approved(request(id, amount, currency)),
        now -> approved(desk().conversion(now.bank(), now.name())));
  }

  /// Once the bank is debited, unless it was done before.
  private ConversionLine approved(ConversionLine now) {
    boolean wanting = now.awaitsApproval() && !now.approvals().contains(officer);
    return wanting ? desk().approve(now.bank(), now.name(), pen.apply(now)) : now;
  }

  /// Debits the bank, and leaves approving to others.
  public ConversionLine request(String id, String amount, String currency) {
    return desk().convert(order(Kind.ISSUANCE, id, amount, currency));
  }

  /// Has the bank hand over its tokens, credits it, and destroys them.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the bank's node refuses, or cannot
  ///   tell yet; nothing else was done then
  public ConversionLine redeem(String id, String amount, String currency) {
    handOver(new ConversionId(bank.node(), id), amount, currency);
    ConversionOrder order = order(Kind.REDEMPTION, id, amount, currency);
    // The payment is final, but the central bank's node may hear of it a moment later, and proves
    // the supply then.
    return watched(
        desk().convert(order),
        now ->
            now.awaitsKnowledge()
                ? desk().convert(order)
                : desk().conversion(now.bank(), now.name()));
  }

  private void handOver(ConversionId id, String amount, String currency) {
    PayOutcome paid =
        platform
            .node(bank.node())
            .pay(
                new PayOrder(
                    id.handover().value(),
                    bank.stockAccount(),
                    platform.members().getFirst().stockAccount(),
                    amount,
                    currency));
    switch (paid) {
      case PayOutcome.Final _ -> {}
      case PayOutcome.Refused refused -> throw refused.problem().exception();
      case PayOutcome.Pending pending -> throw pending.problem().exception();
    }
  }

  private ConversionOperations desk() {
    return platform.conversions(officer);
  }

  private ConversionOrder order(Kind kind, String id, String amount, String currency) {
    return new ConversionOrder(bank.node().value(), id, kind, amount, currency);
  }

  private static ConversionLine watched(
      ConversionLine first, Function<ConversionLine, ConversionLine> again) {
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
    return now.progress() == Progress.UNDER_WAY && !now.awaitsApproval() && now.place().isEmpty();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
