package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.payment.Receipts.Receipt;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultRecord;

/// Brings stored transactions to their end: by the proof that the payer delivers, or by asking the
/// notary when nothing comes. The payer's goodwill is never needed.
final class ReceiptEnds {
  private static final System.Logger LOG = System.getLogger(ReceiptEnds.class.getName());
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);

  /// How long a delivery may take before this node asks for itself.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final NodeParts parts;
  private final Receipts receipts;
  private final Provenances provenances;

  ReceiptEnds(NodeParts parts, Receipts receipts, Provenances provenances) {
    this.parts = parts;
    this.receipts = receipts;
    this.provenances = provenances;
  }

  /// A proof from anybody: its majority is what counts. Unknown or repeated ones change nothing.
  void delivered(FinalityProof proof) {
    Optional<Receipt> receipt = receipts.find(proof.id());
    if (receipt.isEmpty()) {
      return;
    }
    if (!isProof(proof)) {
      throw Problem.of(
              ErrorCode.WRONG_SIGNATURE,
              "subject",
              "the log's head",
              "signer",
              "the notary's majority")
          .exception();
    }
    conclude(receipt.get(), proof);
  }

  /// Asks the notary about everything that has waited long enough.
  void askOverdue() {
    Instant now = parts.clock().instant();
    for (Receipt receipt : receipts.all()) {
      Instant made =
          receipt
              .signed()
              .transaction()
              .header()
              .window()
              .from()
              .plus(TransactionBuilder.WINDOW_BEFORE_NOW);
      if (now.isAfter(made.plus(PATIENCE)) && receipt.stored().isDone()) {
        ask(receipt);
      }
    }
  }

  private void ask(Receipt receipt) {
    try {
      var header = receipt.signed().transaction().tearOff(Set.of());
      conclude(receipt, parts.tasks().await(parts.notary().status(header), ASK_TIMEOUT));
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "Nothing is known of " + receipt.id() + ": " + e.problem().forLog());
    }
  }

  private void conclude(Receipt receipt, NotaryAnswer answer) {
    switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> conclude(receipt, proof);
      case NotaryAnswer.Voided(FinalityProof proof) -> conclude(receipt, proof);
      case NotaryAnswer.Never never -> {
        if (receipts.remove(receipt)) {
          parts.purse().settle(receipt.id(), Outcome.NEVER);
          record(receipt, Effects.withoutEffect(Follower.never(receipt.id(), never)));
        }
      }
      case NotaryAnswer.Archived _,
          NotaryAnswer.Refused _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ -> {}
    }
  }

  private void conclude(Receipt receipt, FinalityProof proof) {
    parts.steps().reached(Step.PAYEE_DELIVERED, receipt.id());
    if (!receipts.remove(receipt)) {
      return;
    }
    boolean isFinal = proof.decision().isFinal();
    if (isFinal) {
      for (OwnState state : receipt.record().receives()) {
        provenances.remember(receipt.signed().transaction(), state.ref().index(), proof);
      }
    }
    parts.purse().settle(receipt.id(), isFinal ? Outcome.FINAL : Outcome.VOID);
    record(receipt, Effects.ofReceived(receipt.record(), proof));
  }

  private void record(Receipt receipt, VaultRecord.Settled settled) {
    var _ =
        parts
            .vault()
            .append(settled)
            .whenComplete(
                (_, e) -> {
                  if (e != null) {
                    LOG.log(WARNING, "The end of " + receipt.id() + " is not recorded yet", e);
                  }
                });
  }

  private boolean isProof(FinalityProof proof) {
    var network = parts.network().get();
    Optional<NetworkParameters> parameters = network.at(proof.head().head().epoch());
    return proof.head().head().networkId().equals(network.networkId())
        && parameters.isPresent()
        && proof.verifies(parameters.get().headKeys(), parts.verifier());
  }
}
