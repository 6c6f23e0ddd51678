package kz.digitaltenge.ledger;

import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.testkit.RandomValues;

/// A type that has canonical bytes: how to make any value of it, write it and read it.
record Encoded<T>(
    String name,
    Function<RandomValues, T> any,
    Function<T, byte[]> write,
    Function<byte[], T> read) {
  /// Every type of the ledger that is kept or sent.
  static List<Encoded<?>> types() {
    return List.of(
        of("hash", RandomValues::hash, (v, out) -> v.writeTo(out), Hash::readFrom),
        of("public key", RandomValues::publicKey, (v, out) -> v.writeTo(out), PublicKey::readFrom),
        of(
            "signature",
            RandomValues::signature,
            (v, out) -> v.writeTo(out),
            SignatureBytes::readFrom),
        of("node id", RandomValues::nodeId, NodeId::writeTo, NodeId::readFrom),
        of("asset", RandomValues::asset, Asset::writeTo, Asset::readFrom),
        of("payment id", RandomValues::paymentId, PaymentId::writeTo, PaymentId::readFrom),
        of("state ref", RandomValues::stateRef, StateRef::writeTo, StateRef::readFrom),
        of("condition", any -> any.condition(5), Condition::writeTo, Condition::readFrom),
        of("state", RandomValues::state, State::writeTo, State::readFrom),
        of("leaves of a state", RandomValues::state, Encoded::writeLeaves, Encoded::readLeaves),
        of("window", RandomValues::window, TimeWindow::writeTo, TimeWindow::readFrom),
        of("header", RandomValues::header, TransactionHeader::writeTo, TransactionHeader::readFrom),
        of("intent", RandomValues::intent, Intent::writeTo, Intent::readFrom),
        of("witness", RandomValues::witness, Witness::writeTo, Witness::readFrom),
        of("path", RandomValues::path, MerklePath::writeTo, MerklePath::readFrom),
        of("head", any -> any.head().head(), LogHead::writeTo, LogHead::readFrom),
        of(
            "certificate",
            RandomValues::certificate,
            KeyCertificate::writeTo,
            KeyCertificate::readFrom),
        of("provenance", RandomValues::provenance, Provenance::writeTo, Provenance::readFrom),
        of(
            "decision summary",
            any -> any.decision().summary(),
            DecisionSummary::writeTo,
            DecisionSummary::readFrom),
        new Encoded<>(
            "transaction", RandomValues::transaction, Transaction::encode, Transaction::decode),
        new Encoded<>(
            "signed transaction",
            RandomValues::signedTransaction,
            SignedTransaction::encode,
            SignedTransaction::decode),
        new Encoded<>(
            "officer's approval",
            RandomValues::officerApproval,
            OfficerApproval::encode,
            OfficerApproval::decode),
        new Encoded<>("tear-off", Encoded::tearOff, TearOff::encode, TearOff::decode),
        new Encoded<>(
            "attestation", RandomValues::attestation, Attestation::encode, Attestation::decode),
        new Encoded<>("decision", RandomValues::decision, Decision::encode, Decision::decode),
        new Encoded<>("signed head", RandomValues::head, SignedHead::encode, SignedHead::decode),
        new Encoded<>(
            "finality proof", RandomValues::finality, FinalityProof::encode, FinalityProof::decode),
        new Encoded<>(
            "parameters",
            RandomValues::parameters,
            NetworkParameters::encode,
            NetworkParameters::decode),
        new Encoded<>(
            "signed parameters",
            RandomValues::signedParameters,
            SignedParameters::encode,
            SignedParameters::decode),
        new Encoded<>(
            "stock order",
            RandomValues::stockOrder,
            SignedStockOrder::encode,
            SignedStockOrder::decode));
  }

  private static <T> Encoded<T> of(
      String name,
      Function<RandomValues, T> any,
      BiConsumer<T, CborWriter> write,
      Function<CborReader, T> read) {
    return new Encoded<>(
        name, any, value -> Encoding.encode(value, write), bytes -> Encoding.decode(bytes, read));
  }

  private static void writeLeaves(State state, CborWriter out) {
    out.array(2).bytes(state.valueLeaf()).bytes(state.ownerLeaf());
  }

  private static State readLeaves(CborReader in) {
    in.arrayOf(2);
    return State.decode(in.bytes(Leaf.SIZE_BYTES_MAX), in.bytes(Leaf.SIZE_BYTES_MAX));
  }

  private static TearOff tearOff(RandomValues any) {
    var shown = EnumSet.noneOf(Group.class);
    shown.addAll(any.list(0, 4, () -> any.oneOf(Group.values())));
    return any.transaction().tearOff(shown);
  }

  @Override
  public String toString() {
    return name;
  }
}
