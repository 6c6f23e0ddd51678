package kz.digitaltenge.centralbank.conversion;

import java.time.Duration;
import java.util.OptionalLong;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// The central bank's redemption account as its node knows it.
public final class NodeCustody implements Custody {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodePlace place;
  private final PaymentService payments;

  public NodeCustody(NodePlace place, PaymentService payments) {
    this.place = place;
    this.payments = payments;
  }

  @Override
  public OptionalLong arrival(Conversion redemption) {
    ConversionId id = redemption.id();
    return place
        .tasks()
        .await(place.vault().received(id.bank(), id.handover()), READ_TIMEOUT)
        .stream()
        .filter(NodeCustody::isFinal)
        .filter(
            known ->
                known
                    .stored()
                    .filter(stored -> arrived(stored) == redemption.request().amount().tiyn())
                    .isPresent())
        .flatMap(known -> known.settlement().stream())
        .mapToLong(Settlement::position)
        .findFirst();
  }

  @Override
  public PaymentResult giveBack(Conversion redemption) {
    ConversionRequest request = redemption.request();
    return payments.pay(
        new PaymentOrder(
            request.id().giveBack(),
            place.redemptionAccount(),
            request.account(),
            Holding.of(place.asset()),
            request.amount()));
  }

  private static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }

  /// What of it lies in the account, free of any mark.
  private long arrived(VaultRecord.Stored stored) {
    Holding unmarked = Holding.of(place.asset());
    return stored.receives().stream()
        .filter(state -> state.account().equals(place.redemptionAccount()))
        .filter(state -> state.holding().equals(unmarked))
        .map(OwnState::amount)
        .mapToLong(Amount::tiyn)
        .sum();
  }
}
