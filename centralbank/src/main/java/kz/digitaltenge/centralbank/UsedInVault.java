package kz.digitaltenge.centralbank;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.UsedConfirmations;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.KnownTransaction;

/// Reads the confirmations that a register knows as used out of the steps that led to it, back to
/// the last one that was taken before registers kept them.
final class UsedInVault {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodePlace place;

  private UsedInVault(NodePlace place) {
    this.place = place;
  }

  /// Blocking: one look a step since the set that is known.
  ///
  /// @param known of this register or an earlier one
  /// @throws kz.digitaltenge.api.error.PlatformException `INTERNAL_FAULT` when the steps in the
  ///   vault do not lead to the register
  static UsedConfirmations of(
      NodePlace place, StateRef ref, IssuanceRegister register, UsedConfirmations known) {
    if (known.root().equals(register.usedRoot())) {
      return known;
    }
    UsedConfirmations used =
        register.used().isEmpty()
            ? UsedConfirmations.NONE
            : new UsedInVault(place).until(ref, known);
    if (!used.root().equals(register.usedRoot())) {
      if (known != UsedConfirmations.NONE) {
        return of(place, ref, register, UsedConfirmations.NONE);
      }
      throw Problem.of(
              ErrorCode.INTERNAL_FAULT,
              "part",
              "the confirmations of the issuance register of " + register.asset().code())
          .exception();
    }
    return used;
  }

  private UsedConfirmations until(StateRef newest, UsedConfirmations known) {
    Hash end = known.root();
    var confirmations = new ArrayList<Hash>();
    Optional<Transaction> step = step(newest);
    while (step.isPresent() && isSince(step.get(), end)) {
      confirmations.add(confirmation(step.get().intents().getFirst()));
      // The register is always input 0.
      step = step(step.get().inputs().getFirst());
    }
    return known.with(confirmations);
  }

  /// Empty for the genesis.
  private Optional<Transaction> step(StateRef register) {
    return place
        .tasks()
        .await(place.vault().transactions(List.of(register.transaction())), READ_TIMEOUT)
        .stream()
        .map(KnownTransaction::transaction)
        .map(bytes -> SignedTransaction.decode(bytes.trusted()).transaction())
        .findFirst();
  }

  private static boolean isSince(Transaction step, Hash end) {
    return step.outputs().getFirst() instanceof IssuanceRegister register
        && register.used().isPresent()
        && !register.usedRoot().equals(end);
  }

  private static Hash confirmation(Intent intent) {
    return switch (intent) {
      case Intent.Issue(Hash confirmation, _) -> confirmation;
      case Intent.Redeem(Hash confirmation, _) -> confirmation;
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _, Intent.Refund _ ->
          throw new IllegalStateException("only an issue or a redemption touches the register");
    };
  }
}
