package kz.digitaltenge.node.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.Witness.KeySignature;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultScan;

/// Proposals of a bank that lies with its own, valid keys.
final class Forgery {
  private final SimulatedNode liar;
  private final Propose honest;
  private final Transaction transaction;

  Forgery(SimulatedNode liar, Propose honest) {
    this.liar = liar;
    this.honest = honest;
    this.transaction = honest.transaction().transaction();
  }

  /// Replaces every proposal on the wire.
  static UnaryOperator<Wire.Call> of(SimulatedNode liar, Function<Forgery, Propose> lie) {
    return call -> {
      if (call.kind() != MessageKind.PROPOSE) {
        return call;
      }
      var forgery = new Forgery(liar, Propose.decode(call.body().trusted()));
      Propose told = lie.apply(forgery);
      return new Wire.Call(call.from(), call.to(), call.kind(), Bytes.ofTrusted(told.encode()));
    };
  }

  Propose payment(String id) {
    return new Propose(
        new PaymentId(id),
        honest.attempt(),
        honest.payees(),
        honest.transaction(),
        honest.provenance());
  }

  Propose attempt(int attempt) {
    return new Propose(
        honest.payment(), attempt, honest.payees(), honest.transaction(), honest.provenance());
  }

  Propose payee(AccountId payee) {
    return new Propose(
        honest.payment(), honest.attempt(), payee, honest.transaction(), honest.provenance());
  }

  Propose provenance(List<Provenance> provenance) {
    return new Propose(
        honest.payment(), honest.attempt(), honest.payees(), honest.transaction(), provenance);
  }

  /// The first proof as if its decision stood at another place of the log.
  Propose proofOfAnotherPlace() {
    var shown = (Provenance.Notarised) honest.provenance().getFirst();
    FinalityProof proof = shown.finality();
    MerklePath path = proof.path();
    var moved = new MerklePath(path.index() ^ 1, path.size(), path.hashes());
    return provenance(
        List.of(
            new Provenance.Notarised(
                shown.state(), new FinalityProof(proof.decision(), moved, proof.head()))));
  }

  /// A head that nobody signed.
  Propose proofUnderAnUnsignedHead() {
    var shown = (Provenance.Notarised) honest.provenance().getFirst();
    FinalityProof proof = shown.finality();
    var unsigned = new SignedHead(proof.head().head(), List.of());
    return provenance(
        List.of(
            new Provenance.Notarised(
                shown.state(), new FinalityProof(proof.decision(), proof.path(), unsigned))));
  }

  Propose unsigned() {
    return signed(new SignedTransaction(transaction, Witness.NONE));
  }

  /// The payee's output is worth more than it should be.
  Propose inflated(Amount by) {
    var outputs = new ArrayList<>(transaction.outputs());
    var token = (Token) outputs.getFirst();
    outputs.set(
        0,
        new Token(
            token.asset(),
            token.amount().plus(by),
            token.mark(),
            token.condition(),
            token.custodian()));
    return rebuilt(transaction.header(), outputs, transaction.tags(), transaction.intents());
  }

  /// The payee's output belongs to the liar's key.
  Propose toOwnKey() {
    var outputs = new ArrayList<>(transaction.outputs());
    var token = (Token) outputs.getFirst();
    var change = (Token) outputs.getLast();
    outputs.set(
        0,
        new Token(
            token.asset(), token.amount(), token.mark(), change.condition(), token.custodian()));
    return rebuilt(transaction.header(), outputs, transaction.tags(), transaction.intents());
  }

  /// The payee's output has a tag that the payee could never open.
  Propose mistagged() {
    var tags = new ArrayList<>(transaction.tags());
    tags.set(0, Hash.sha256(new byte[] {1}));
    return rebuilt(transaction.header(), transaction.outputs(), tags, transaction.intents());
  }

  Propose meaning(Intent intent) {
    return rebuilt(
        transaction.header(), transaction.outputs(), transaction.tags(), List.of(intent));
  }

  Propose under(UnaryOperator<TransactionHeader> change) {
    return rebuilt(
        change.apply(transaction.header()),
        transaction.outputs(),
        transaction.tags(),
        transaction.intents());
  }

  /// Nothing in it is for the payee's node.
  Propose allToItself() {
    List<State> outputs =
        transaction.outputs().stream()
            .<State>map(
                output -> {
                  var token = (Token) output;
                  return new Token(
                      token.asset(), token.amount(), token.mark(), token.condition(), liar.id());
                })
            .toList();
    return rebuilt(transaction.header(), outputs, transaction.tags(), transaction.intents());
  }

  private Propose rebuilt(
      TransactionHeader header, List<State> outputs, List<Hash> tags, List<Intent> intents) {
    var forged =
        new Transaction(
            Bytes.of(Hash.sha256(transaction.id().hash().toArray()).toArray()),
            header,
            transaction.inputs(),
            outputs,
            tags,
            List.of(),
            intents);
    return signed(new SignedTransaction(forged, witness(forged)));
  }

  private Witness witness(Transaction forged) {
    byte[] message = Witness.message(forged.header().networkId(), forged.id());
    var signatures = new ArrayList<KeySignature>();
    try (VaultScan scan = liar.vault().scan()) {
      scan.liveStates(
          state -> {
            if (forged.inputs().contains(state.ref())) {
              signatures.add(sign(state, message));
            }
          });
    }
    return new Witness(signatures, List.of());
  }

  private KeySignature sign(OwnState state, byte[] message) {
    var keys = liar.parts().keys();
    Signer owner =
        keys.signer(state.account(), state.label(), keys.address(state.account(), state.label()));
    return new KeySignature(owner.publicKey(), owner.sign(message));
  }

  private Propose signed(SignedTransaction signed) {
    return new Propose(
        honest.payment(), honest.attempt(), honest.payees(), signed, honest.provenance());
  }
}
