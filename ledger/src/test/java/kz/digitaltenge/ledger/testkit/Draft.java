package kz.digitaltenge.ledger.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
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

/// A transaction in the making, open for a test to spoil; counts, tags and signatures follow what
/// it holds when it is asked for, unless they are set.
public final class Draft {
  private Bytes salt;
  private Hash networkId;
  private int epoch = 1;
  private TimeWindow window = TestNetwork.WINDOW;
  private OptionalInt outputCount = OptionalInt.empty();
  private OptionalInt tagCount = OptionalInt.empty();
  private int tagsMissing;
  private final Map<Integer, Hash> tagsGiven = new HashMap<>();

  /// What it consumes.
  public final List<Spendable> inputs = new ArrayList<>();

  /// What it shows of where the inputs come from.
  public final List<Provenance> provenance = new ArrayList<>();

  public final List<State> outputs = new ArrayList<>();
  public final List<StateRef> references = new ArrayList<>();
  public final List<Intent> intents = new ArrayList<>();
  public final List<Signer> signers = new ArrayList<>();
  public final List<Bytes> preimages = new ArrayList<>();

  /// @param salt what sets it apart from another draft of the same content
  public Draft(Hash networkId, Hash salt) {
    this.networkId = networkId;
    this.salt = Bytes.of(salt.trusted());
  }

  public Draft input(Spendable input) {
    inputs.add(input);
    provenance.add(input.provenance());
    return this;
  }

  public Draft output(State... created) {
    outputs.addAll(List.of(created));
    return this;
  }

  /// Instead of what it had at `index`.
  public Draft output(int index, State created) {
    outputs.set(index, created);
    return this;
  }

  public Draft intent(Intent intent) {
    intents.clear();
    intents.add(intent);
    return this;
  }

  public Draft signedBy(Signer... added) {
    signers.addAll(List.of(added));
    return this;
  }

  public Draft preimage(byte... preimage) {
    preimages.add(Bytes.of(preimage));
    return this;
  }

  public Draft reference(StateRef reference) {
    references.add(reference);
    return this;
  }

  public Draft salt(Hash other) {
    salt = Bytes.of(other.trusted());
    return this;
  }

  public Draft network(Hash other) {
    networkId = other;
    return this;
  }

  public Draft epoch(int other) {
    epoch = other;
    return this;
  }

  public Draft window(TimeWindow other) {
    window = other;
    return this;
  }

  public Draft outputCount(int claimed) {
    outputCount = OptionalInt.of(claimed);
    return this;
  }

  public Draft tagCount(int claimed) {
    tagCount = OptionalInt.of(claimed);
    return this;
  }

  /// Instead of one that opens with [#tagNonce].
  public Draft tag(int output, Hash other) {
    tagsGiven.put(output, other);
    return this;
  }

  /// Leaves out the last tag, whatever the header says.
  public Draft withoutLastTag() {
    tagsMissing = 1;
    return this;
  }

  public Transaction transaction() {
    int outputsNow = outputs.size();
    var header =
        new TransactionHeader(
            networkId, epoch, window, outputCount.orElse(outputsNow), tagCount.orElse(outputsNow));
    return new Transaction(
        salt,
        header,
        inputs.stream().map(Spendable::ref).toList(),
        outputs,
        tags(),
        references,
        intents);
  }

  public SignedTransaction signed() {
    Transaction transaction = transaction();
    byte[] message = Witness.message(networkId, transaction.id());
    var signatures =
        signers.stream()
            .map(each -> new Witness.KeySignature(each.publicKey(), each.sign(message)))
            .toList();
    return new SignedTransaction(transaction, new Witness(signatures, preimages));
  }

  /// What opens the tag of an output.
  public Hash tagNonce(int output) {
    return Hash.sha256(salt.trusted(), ByteBuffer.allocate(4).putInt(output).array());
  }

  /// The custodians of the outputs, then those of the inputs, each once.
  public List<Attester> attesters() {
    var attesters = new ArrayList<Attester>();
    outputs.stream()
        .map(each -> new Attester(each.custodian(), Role.RECEIVE))
        .distinct()
        .forEach(attesters::add);
    inputs.stream()
        .map(each -> new Attester(each.state().custodian(), Role.SPEND))
        .distinct()
        .forEach(attesters::add);
    return attesters;
  }

  private List<Hash> tags() {
    var tags = new ArrayList<Hash>(outputs.size());
    for (int i = 0; i < outputs.size() - tagsMissing; i++) {
      Hash own = CustodianTag.of(networkId, outputs.get(i).custodian(), tagNonce(i));
      tags.add(tagsGiven.getOrDefault(i, own));
    }
    return tags;
  }
}
