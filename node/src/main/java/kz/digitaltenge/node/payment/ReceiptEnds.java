package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Role;
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

  private static final int ASKED_AT_ONCE = 256;

  private final NodeParts parts;
  private final Receipts receipts;
  private final Provenances provenances;
  private final EndBook book;
  private final Accusations accusations;

  ReceiptEnds(
      NodeParts parts,
      Receipts receipts,
      Provenances provenances,
      EndBook book,
      Accusations accusations) {
    this.parts = parts;
    this.receipts = receipts;
    this.provenances = provenances;
    this.book = book;
    this.accusations = accusations;
  }

  /// A proof from anybody: its majority is what counts. Unknown or repeated ones change nothing,
  /// and nor do those that come before this node has said yes: it asks for itself later.
  void delivered(FinalityProof proof) {
    Optional<Receipt> receipt = receipts.find(proof.id()).filter(Receipt::isStored);
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

  /// Asks the notary about everything that has waited long enough, some at a time; when it does not
  /// answer, the rest waits too.
  void askOverdue() {
    List<Receipt> overdue = receipts.all().stream().filter(this::isOverdue).toList();
    boolean answering = true;
    for (int from = 0; answering && from < overdue.size(); from += ASKED_AT_ONCE) {
      List<Receipt> some = overdue.subList(from, Math.min(overdue.size(), from + ASKED_AT_ONCE));
      List<CompletableFuture<NotaryAnswer>> answers = some.stream().map(this::ask).toList();
      answering = false;
      for (int i = 0; i < some.size(); i++) {
        answering |= conclude(some.get(i), answers.get(i));
      }
    }
    receipts.tidy();
  }

  private boolean isOverdue(Receipt receipt) {
    Instant made = receipt.window().from().plus(TransactionBuilder.WINDOW_BEFORE_NOW);
    return receipt.stored().isDone() && parts.clock().instant().isAfter(made.plus(PATIENCE));
  }

  private CompletableFuture<NotaryAnswer> ask(Receipt receipt) {
    return parts.notary().status(receipt.signed().transaction().tearOff(Set.of()));
  }

  /// False when no answer came.
  private boolean conclude(Receipt receipt, CompletableFuture<NotaryAnswer> answer) {
    try {
      conclude(receipt, parts.tasks().await(answer, ASK_TIMEOUT));
      return true;
    } catch (NotaryForkException e) {
      LOG.log(ERROR, "ALARM: " + e.getMessage());
      return false;
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "Nothing is known of " + receipt.id() + ": " + e.problem().forLog());
      return false;
    }
  }

  private void conclude(Receipt receipt, NotaryAnswer answer) {
    switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> conclude(receipt, proof);
      case NotaryAnswer.Voided(FinalityProof proof) -> conclude(receipt, proof);
      case NotaryAnswer.Never never ->
          conclude(
              receipt, Outcome.NEVER, Effects.withoutEffect(Follower.never(receipt.id(), never)));
      case NotaryAnswer.Archived _,
          NotaryAnswer.Refused _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ -> {}
    }
  }

  private void conclude(Receipt receipt, FinalityProof proof) {
    parts.steps().reached(Step.PAYEE_DELIVERED, receipt.id());
    if (!proof.decision().isFinal()) {
      accusations.spentBefore(receipt, proof);
      conclude(receipt, Outcome.VOID, Effects.ofReceived(receipt.record(), proof));
    } else if (proof.decision().attestedBy(parts.self(), Role.RECEIVE)) {
      for (OwnState state : receipt.record().receives()) {
        provenances.remember(receipt.signed().transaction(), state.ref().index(), proof);
      }
      conclude(receipt, Outcome.FINAL, Effects.ofReceived(receipt.record(), proof));
    } else {
      worthless(receipt, proof);
    }
  }

  /// The payer withheld this node's word from the notary. Nobody would ever accept such a token, so
  /// nobody is paid by it.
  private void worthless(Receipt receipt, FinalityProof proof) {
    LOG.log(
        ERROR,
        () ->
            "ALARM: %s made %s final without this node's attestation; it pays nobody"
                .formatted(receipt.record().peer(), receipt.id()));
    accusations.withheld(receipt, proof);
    conclude(receipt, Outcome.VOID, Effects.withoutEffect(Effects.settlement(proof)));
  }

  private void conclude(Receipt receipt, Outcome outcome, VaultRecord.Settled settled) {
    if (receipts.end(receipt)) {
      parts.purse().settle(receipt.id(), outcome);
      book.write(receipt.records(settled), () -> receipts.recorded(receipt));
    }
  }

  private boolean isProof(FinalityProof proof) {
    var network = parts.network().get();
    Optional<NetworkParameters> parameters = network.at(proof.head().head().epoch());
    return proof.head().head().networkId().equals(network.networkId())
        && parameters.isPresent()
        && proof.verifies(parameters.get().headKeys(), parts.verifier());
  }
}
