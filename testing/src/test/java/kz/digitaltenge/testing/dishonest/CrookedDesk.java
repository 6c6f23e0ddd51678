package kz.digitaltenge.testing.dishonest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.node.peer.PeerDesk;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.peer.Propose;

/// What the dishonest bank answers its peers: it takes any payment for any account, looks at
/// nothing, and gives the word that a test wants.
public final class CrookedDesk implements PeerDesk {
  private final DishonestBank bank;
  private final Map<PublicKey, Pledge> pledges = new ConcurrentHashMap<>();
  private final Map<TransactionId, Propose> proposed = new ConcurrentHashMap<>();
  private final BlockingQueue<Coin> coins = new LinkedBlockingQueue<>();
  private final BlockingQueue<Propose> seen = new LinkedBlockingQueue<>();
  private volatile Function<Propose, Attestation> word;

  private record Pledge(Signer owner, Hash nonce) {}

  CrookedDesk(DishonestBank bank) {
    this.bank = bank;
    this.word = this::honestWord;
  }

  /// What it answers a proposal from now on.
  public void word(Function<Propose, Attestation> next) {
    word = next;
  }

  public void honestAgain() {
    word = this::honestWord;
  }

  public Attestation honestWord(Propose request) {
    return bank.attest(Role.RECEIVE, request.transaction().id());
  }

  /// What it was paid with.
  public Coin awaitCoin(Duration timeout) {
    return poll(coins, timeout);
  }

  /// The next proposal that it was shown.
  public Propose awaitProposal(Duration timeout) {
    return poll(seen, timeout);
  }

  @Override
  public Prepared prepare(NodeId peer, Prepare request) {
    var pledge = new Pledge(bank.freshSigner(), bank.freshHash());
    pledges.put(pledge.owner.publicKey(), pledge);
    Hash tag = CustodianTag.of(bank.networkId(), bank.id(), pledge.nonce);
    return new Prepared(new Condition.Signed(pledge.owner.publicKey()), tag, "somebody");
  }

  @Override
  public Attestation propose(NodeId peer, Propose request) {
    proposed.put(request.transaction().id(), request);
    seen.add(request);
    return word.apply(request);
  }

  @Override
  public void deliver(NodeId peer, FinalityProof proof) {
    Propose request = proposed.get(proof.id());
    if (request != null && proof.decision().isFinal()) {
      coins.addAll(received(request.transaction().transaction(), proof));
    }
  }

  @Override
  public void gossip(NodeId peer, SignedHead head) {}

  private List<Coin> received(Transaction transaction, FinalityProof proof) {
    var received = new ArrayList<Coin>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      State output = transaction.outputs().get(i);
      if (output.custodian().equals(bank.id())
          && output.condition() instanceof Condition.Signed(PublicKey key)
          && pledges.containsKey(key)) {
        Pledge pledge = pledges.get(key);
        var provenance = new Provenance.Notarised(transaction.stateProof(i), proof);
        received.add(
            new Coin(
                new Spendable(transaction.output(i), output, pledge.nonce, provenance),
                pledge.owner));
      }
    }
    return received;
  }

  private static <T> T poll(BlockingQueue<T> queue, Duration timeout) {
    try {
      T next = queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within " + timeout);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
