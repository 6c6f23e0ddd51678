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

  /// Blocking: one look a step.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `INTERNAL_FAULT` when the steps in the
  ///   vault do not lead to the register
  static UsedConfirmations of(NodePlace place, StateRef ref, IssuanceRegister register) {
    UsedConfirmations used =
        register.used().isEmpty()
            ? UsedConfirmations.NONE
            : UsedConfirmations.of(new UsedInVault(place).until(ref));
    if (!used.root().equals(register.usedRoot())) {
      throw Problem.of(
              ErrorCode.INTERNAL_FAULT,
              "part",
              "the confirmations of the issuance register of " + register.asset().code())
          .exception();
    }
    return used;
  }

  private List<Hash> until(StateRef newest) {
    var confirmations = new ArrayList<Hash>();
    Optional<Transaction> step = step(newest);
    while (step.isPresent() && keepsUsed(step.get())) {
      confirmations.add(confirmation(step.get().intents().getFirst()));
      // The register is always input 0.
      step = step(step.get().inputs().getFirst());
    }
    return confirmations;
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

  private static boolean keepsUsed(Transaction step) {
    return step.outputs().getFirst() instanceof IssuanceRegister register
        && register.used().isPresent();
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
