package kz.digitaltenge.app.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.app.bench.SyntheticNetwork.Node;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;

/// Transactions as the banks of a [SyntheticNetwork] would make them: one input, a payee's output
/// and change.
final class SyntheticMoney {
  static final Amount WORTH = Amount.ofTenge(1_000_000);

  private static final Amount ONE_TIYN = Amount.ofTiyn(1);

  private final SyntheticNetwork network;
  private final Machine machine;
  private final Signer owner;
  private final Hash nonce;

  SyntheticMoney(SyntheticNetwork network, Machine machine) {
    this.network = network;
    this.machine = machine;
    this.owner = network.ed25519();
    this.nonce = Hash.sha256("benchmark".getBytes(StandardCharsets.US_ASCII));
  }

  /// Consumes the genesis register and creates `outputs` tokens of the payer's bank. The notary
  /// cannot see that it is no issue.
  Transaction first(int outputs) {
    return split(GenesisRegister.of(network.id(), network.tenge).ref(), outputs);
  }

  /// Spends a token and creates `outputs` tokens of the payer's bank, each worth as much again. The
  /// notary cannot see amounts.
  Transaction split(StateRef token, int outputs) {
    var states = new ArrayList<State>();
    for (int i = 0; i < outputs; i++) {
      states.add(token(network.payer, WORTH));
    }
    return transaction(token, states);
  }

  /// Spends a token that is worth `worth`: one tiyn for the payee's bank, the rest back.
  Transaction payment(StateRef token, Amount worth) {
    return transaction(
        token,
        List.of(token(network.payee, ONE_TIYN), token(network.payer, worth.minus(ONE_TIYN))));
  }

  SignedTransaction signed(Transaction transaction) {
    byte[] message = Witness.message(network.id(), transaction.id());
    var signature = new Witness.KeySignature(owner.publicKey(), owner.sign(message));
    return new SignedTransaction(transaction, new Witness(List.of(signature), List.of()));
  }

  TagOpening opening() {
    return new TagOpening(network.payer.id(), nonce);
  }

  TagOpening genesisOpening() {
    GenesisRegister register = GenesisRegister.of(network.id(), network.tenge);
    return new TagOpening(network.centralBank.id(), register.tagNonce());
  }

  private State.Token token(Node custodian, Amount amount) {
    return new State.Token(
        network.tenge,
        amount,
        Optional.empty(),
        new Condition.Signed(owner.publicKey()),
        custodian.id());
  }

  private Transaction transaction(StateRef input, List<State> outputs) {
    Instant now = machine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    var window = new TimeWindow(now.minus(Duration.ofSeconds(30)), now.plusSeconds(60));
    var header = new TransactionHeader(network.id(), 1, window, outputs.size(), outputs.size());
    var tags = new ArrayList<Hash>();
    for (State output : outputs) {
      tags.add(CustodianTag.of(network.id(), output.custodian(), nonce));
    }
    return new Transaction(
        Bytes.ofTrusted(machine.entropy().bytes(Transaction.SALT_SIZE_BYTES)),
        header,
        List.of(input),
        outputs,
        tags,
        List.of(),
        List.of(new Intent.Move(new PaymentId("bench"), 1)));
  }
}
