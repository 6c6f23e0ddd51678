package kz.digitaltenge.centralbank.conversion;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.centralbank.ApprovalCheck;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.account.AccountId;

/// What conversions act on.
///
/// @param orders whether a bank has ordered them
public record ConversionPlace(
    NbrkCoreBanking core,
    MoneySupply supply,
    Custody custody,
    PositionCheck positions,
    Approvals approvals,
    Function<NodeId, Optional<AccountId>> ownAccounts,
    OrderCheck orders) {

  /// Who approves, and what is to be signed for it.
  ///
  /// @param names of officers, as in their certificates, by number from 1 as the terms list them
  public record Approvals(ApprovalCheck check, IntFunction<String> names) {
    /// By name.
    Set<String> officers() {
      return IntStream.rangeClosed(1, check.terms().get().officers().size())
          .mapToObj(names)
          .collect(Collectors.toUnmodifiableSet());
    }

    /// Of an officer, who is one now.
    String name(PublicKey officer) {
      return names.apply(check.terms().get().officers().indexOf(officer) + 1);
    }

    /// How many of them approve a step of this amount.
    int needed(Amount amount) {
      return check.terms().get().approvalsFor(amount);
    }

    /// Those of a conversion that count, one an officer; of an issue none before the core banking
    /// system has confirmed.
    List<OfficerApproval> counting(Conversion now) {
      return step(now).map(step -> check.counting(now.approvals(), step)).orElseGet(List::of);
    }

    /// What officers sign to approve it; empty while there is nothing to approve.
    Optional<ApprovedStep> step(Conversion now) {
      return switch (now.request().kind()) {
        case ISSUANCE ->
            now.confirmation()
                .map(word -> ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, word))
                .map(hash -> step(now, ApprovedStep.Kind.ISSUE, Optional.of(hash)));
        case REDEMPTION -> Optional.of(step(now, ApprovedStep.Kind.REDEEM, Optional.empty()));
      };
    }

    private ApprovedStep step(Conversion now, ApprovedStep.Kind kind, Optional<Hash> confirmation) {
      return new ApprovedStep(
          check.networkId(),
          check.terms().get().asset(),
          kind,
          now.id().bank(),
          now.request().amount(),
          confirmation,
          now.id().name());
    }
  }
}
