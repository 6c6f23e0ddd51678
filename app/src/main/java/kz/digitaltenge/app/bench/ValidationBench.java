package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.notary.core.RememberingVerifier;

/// What the payee's node does with a proposal and nothing else: decodes it and applies all rules.
/// One input, two outputs, its proof in a log of a million decisions.
final class ValidationBench {
  private static final long LOG_SIZE = 1 << 20;

  /// Fewer than there are proposals: the head's signature is remembered, as in a node, and each
  /// owner's signature is verified every time.
  private static final int REMEMBERED = 128;

  private static final int PROPOSALS = 512;

  private final SyntheticNetwork network;
  private final Machine machine;
  private final SyntheticMoney money;
  private final List<byte[]> proposals = new ArrayList<>();
  private final Provenance provenance;

  ValidationBench(SyntheticNetwork network, Machine machine) {
    this.network = network;
    this.machine = machine;
    this.money = new SyntheticMoney(network, machine);
    Transaction creator = money.payment(new StateRef(money.first(1).id(), 0), SyntheticMoney.WORTH);
    this.provenance = provenance(creator);
    Amount change = ((State.Token) creator.outputs().get(1)).amount();
    for (int i = 0; i < PROPOSALS; i++) {
      proposals.add(money.signed(money.payment(creator.output(1), change)).encode());
    }
  }

  Figure run(int inFlight, Duration warmUp, Duration window) throws InterruptedException {
    var validator =
        new Validator(new RememberingVerifier(machine.cryptography().signatures(), REMEMBERED));
    Workload workload =
        number -> {
          byte[] bytes = proposals.get((int) (number % PROPOSALS));
          SignedTransaction signed = SignedTransaction.decode(bytes);
          return validator.validate(signed, List.of(provenance), network.view).isAccepted();
        };
    return new ClosedLoop(workload, new AtomicLong()).run("validate", inFlight, warmUp, window);
  }

  private Provenance provenance(Transaction creator) {
    var decision =
        new Decision(
            creator.id(),
            new Decision.Outcome.Finalised(),
            creator.inputs(),
            creator.tags(),
            machine.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            List.of(
                new Attester(SyntheticNetwork.PAYEE, Role.RECEIVE),
                new Attester(SyntheticNetwork.PAYER, Role.SPEND)),
            1);
    var siblings = new ArrayList<Hash>();
    for (int i = 0; i < Long.numberOfTrailingZeros(LOG_SIZE); i++) {
      siblings.add(Hash.of(machine.entropy().bytes(Hash.SIZE_BYTES)));
    }
    var path = new MerklePath(LOG_SIZE / 3, LOG_SIZE, siblings);
    Hash root = path.rootFrom(decision.leafHash(), NodeHasher.RFC9162).orElseThrow();
    var head = new LogHead(network.id(), 1, LOG_SIZE, root, decision.logTime());
    var signature =
        new SignedHead.MemberSignature(
            SyntheticNetwork.MEMBER, network.headSigner.sign(head.message()));
    var finality =
        new FinalityProof(decision.summary(), path, new SignedHead(head, List.of(signature)));
    return new Provenance.Notarised(creator.stateProof(1), finality);
  }
}
