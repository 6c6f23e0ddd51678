package kz.digitaltenge.adapters.abs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.centralbank.RedemptionOrder;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Custody;
import kz.digitaltenge.centralbank.conversion.PositionCheck;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.payment.PaymentResult;

/// Issues, redemptions and custody as the network keeps them: known for good by confirmation or
/// payment id, whoever of the central bank dies.
final class Ledger implements MoneySupply, Custody, PositionCheck {
  private static final long ARRIVAL = 77;

  private final AssetTerms terms;
  private final Map<String, Record> steps = new HashMap<>();
  private final Map<PaymentId, Amount> handovers = new HashMap<>();
  private final Set<PaymentId> givenBack = new HashSet<>();
  private long issued;
  private long redeemed;
  private long custody;
  private Standing standing = new Standing(Word.PROVEN, "");

  /// @param terms whose officers it counts
  Ledger(AssetTerms terms) {
    this.terms = terms;
  }

  @Override
  public Amount circulating() {
    return Amount.ofTiyn(issued - redeemed);
  }

  /// As who holds the key of the issuance could, if nobody counted.
  void makeOutOfNothing(Amount amount) {
    issued += amount.tiyn();
  }

  Amount inCustody() {
    return Amount.ofTiyn(custody);
  }

  /// The bank pays to the redemption account.
  void handOver(ConversionRequest redemption) {
    handOver(redemption.id().handover(), redemption.amount());
  }

  /// The same payment twice is one.
  void handOver(PaymentId payment, Amount amount) {
    if (handovers.put(payment, amount) == null) {
      custody += amount.tiyn();
    }
  }

  /// As the real one, it counts officers by the terms, and only of a step that is not made yet.
  @Override
  public PaymentResult issue(IssuanceOrder order) {
    Optional<PaymentResult> earlier = earlier(order);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    long count =
        order.approvals().signatures().stream()
            .map(OfficerSignature::officer)
            .filter(terms.officers()::contains)
            .distinct()
            .count();
    int needed = terms.approvalsFor(order.amount());
    if (count < needed) {
      return new PaymentResult.Refused(
          new PaymentId("issue"),
          Problem.of(
              ErrorCode.OFFICERS_MISSING,
              "count",
              count,
              "needed",
              needed,
              "amount",
              order.amount()));
    }
    steps.put(order.confirmation(), unapproved(order));
    issued += order.amount().tiyn();
    return answer(order.confirmation(), true);
  }

  @Override
  public Optional<PaymentResult> earlier(IssuanceOrder order) {
    return Optional.ofNullable(steps.get(order.confirmation()))
        .map(made -> answer(order.confirmation(), made.equals(unapproved(order))));
  }

  private static IssuanceOrder unapproved(IssuanceOrder order) {
    return new IssuanceOrder(
        order.bank(), order.bankAccount(), order.amount(), order.confirmation());
  }

  @Override
  public PaymentResult redeem(RedemptionOrder order) {
    Record earlier = steps.putIfAbsent(order.confirmation(), order);
    if (earlier == null) {
      redeemed += order.amount().tiyn();
      custody -= order.amount().tiyn();
    }
    return answer(order.confirmation(), earlier == null || earlier.equals(order));
  }

  @Override
  public OptionalLong arrival(Conversion redemption) {
    return redemption.request().amount().equals(handovers.get(redemption.id().handover()))
        ? OptionalLong.of(ARRIVAL)
        : OptionalLong.empty();
  }

  /// What a supply proof says from now on.
  void proofs(Standing said) {
    standing = said;
  }

  @Override
  public Standing standing(NodeId bank, long position) {
    assertThat(position).isEqualTo(ARRIVAL);
    return standing;
  }

  @Override
  public PaymentResult giveBack(Conversion redemption) {
    PaymentId id = redemption.id().giveBack();
    if (givenBack.add(id)) {
      custody -= redemption.request().amount().tiyn();
    }
    return answer(id.value(), true);
  }

  private static PaymentResult answer(String name, boolean same) {
    Hash hash = Hash.sha256(name.getBytes(US_ASCII));
    var id = new PaymentId(hash.hex().substring(0, 32));
    return same
        ? new PaymentResult.Final(id, new TransactionId(hash), 1, Instant.EPOCH)
        : new PaymentResult.Refused(id, Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", name));
  }
}
