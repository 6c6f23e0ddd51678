package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.Witness.KeySignature;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;

/// Makes transactions of plans: header, salt and window around the plan's inputs and outputs,
/// signed by the owners. Stateless; any thread may use it.
final class TransactionBuilder {
  /// How far the log's clock may be behind this node's.
  static final Duration WINDOW_BEFORE_NOW = Duration.ofSeconds(30);

  /// How long the notary may take.
  static final Duration WINDOW_AFTER_NOW = Duration.ofSeconds(60);

  private final NodeId self;
  private final Custody custody;
  private final Entropy entropy;
  private final InstantSource clock;

  TransactionBuilder(NodeId self, Custody custody, Entropy entropy, InstantSource clock) {
    this.self = self;
    this.custody = custody;
    this.entropy = entropy;
    this.clock = clock;
  }

  Draft build(TransactionPlan plan, NetworkView network) {
    Transaction transaction = transaction(plan, network);
    return new Draft(
        plan,
        new SignedTransaction(transaction, witness(plan, transaction, network.networkId())),
        plan.inputs().stream().map(TransactionPlan.Input::provenance).toList(),
        plan.inputs().stream().map(input -> new TagOpening(self, input.tagNonce())).toList(),
        receives(plan, transaction));
  }

  private Transaction transaction(TransactionPlan plan, NetworkView network) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int outputs = plan.outputs().size();
    var header =
        new TransactionHeader(
            network.networkId(),
            network.current().epoch(),
            new TimeWindow(now.minus(WINDOW_BEFORE_NOW), now.plus(WINDOW_AFTER_NOW)),
            outputs,
            outputs);
    return new Transaction(
        Bytes.ofTrusted(entropy.bytes(Transaction.SALT_SIZE_BYTES)),
        header,
        plan.inputs().stream().map(input -> input.own().ref()).toList(),
        plan.outputs().stream().map(TransactionPlan.Output::state).toList(),
        plan.outputs().stream().map(TransactionPlan.Output::tag).toList(),
        List.of(),
        List.of(plan.intent()));
  }

  /// Each key signs once, however many of the inputs it owns: tokens that came together share one.
  private Witness witness(TransactionPlan plan, Transaction transaction, Hash networkId) {
    byte[] message = Witness.message(networkId, transaction.id());
    var signatures = new LinkedHashMap<PublicKey, SignatureBytes>();
    Stream.concat(custody.signers(plan), plan.approvals().stream())
        .forEach(
            signer -> signatures.computeIfAbsent(signer.publicKey(), _ -> signer.sign(message)));
    return new Witness(
        signatures.entrySet().stream()
            .map(each -> new KeySignature(each.getKey(), each.getValue()))
            .toList(),
        List.of());
  }

  private static List<OwnState> receives(TransactionPlan plan, Transaction transaction) {
    var receives = new ArrayList<OwnState>();
    for (int i = 0; i < plan.outputs().size(); i++) {
      Optional<TransactionPlan.Owner> owner = plan.outputs().get(i).owner();
      if (owner.isPresent()) {
        receives.add(own(transaction, i, owner.get()));
      }
    }
    return List.copyOf(receives);
  }

  private static OwnState own(Transaction transaction, int index, TransactionPlan.Owner owner) {
    return switch (transaction.outputs().get(index)) {
      case Token token ->
          new OwnState(
              transaction.output(index),
              owner.account(),
              OwnState.Kind.TOKEN,
              new Holding(token.asset(), token.mark()),
              token.amount(),
              owner.label());
      case State.IssuanceRegister register ->
          new OwnState(
              transaction.output(index),
              owner.account(),
              OwnState.Kind.REGISTER,
              Holding.of(register.asset()),
              Amount.ZERO,
              owner.label());
    };
  }
}
