package kz.digitaltenge.ledger.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;

/// A member of the notary that signs heads of two logs. The same bytes in every run.
final class HeadCases {
  static final String LIAR = "notary-1";
  static final String OTHER = "notary-2";
  static final int SIZE = 11;

  private static final TestNetwork NETWORK = Cases.NETWORK;
  private static final Signer LATER_KEY = TestKeys.ed25519("the liar's later key");
  private static final Instant TIME = TestNetwork.NOW;

  /// The log, and what the liar says that it was: decision 0 is another.
  private static final List<Hash> LEAVES = leaves(0);

  private static final List<Hash> LIES = leaves(7);

  private HeadCases() {}

  /// A head under one signature.
  record Shown(LogHead head, MemberSignature by) {}

  /// Three epochs; in the third the liar has another key.
  static List<SignedParameters> chain() {
    NetworkParameters first = NETWORK.parameters();
    NetworkParameters second = TestNetwork.successorOf(first, false);
    NetworkParameters alike = TestNetwork.successorOf(second, false);
    var third =
        new NetworkParameters(
            alike.epoch(),
            alike.previous(),
            alike.effectiveFrom(),
            alike.urgent(),
            alike.participants(),
            alike.notary().stream().map(HeadCases::withLaterKey).toList(),
            alike.assets());
    return List.of(NETWORK.signed(first), NETWORK.signed(second), NETWORK.signed(third));
  }

  private static NotaryMember withLaterKey(NotaryMember member) {
    return member.name().equals(LIAR)
        ? new NotaryMember(LIAR, member.endpoint(), member.raftEndpoint(), LATER_KEY.publicKey())
        : member;
  }

  static Evidence.TwoHeads oneSize() {
    return two(signed(LIAR, truth(SIZE)), signed(LIAR, lie(SIZE)), List.of());
  }

  static Evidence.TwoHeads notContinued(int size) {
    Shown lie = signed(LIAR, lie(size));
    Shown truth = signed(LIAR, truth(SIZE));
    return Evidence.TwoHeads.of(
        lie.head(), lie.by(), truth(size).root(), truth.head(), truth.by(), proof(size));
  }

  static Evidence.TwoHeads timeWentBack() {
    return two(
        signed(LIAR, truth(5)), signed(LIAR, at(truth(SIZE), TIME.minusMillis(1))), List.of());
  }

  static Evidence.TwoHeads two(Shown first, Shown second, List<Hash> proof) {
    return new Evidence.TwoHeads(first.head(), first.by(), second.head(), second.by(), proof);
  }

  /// With the key that the member has in the head's epoch.
  static Shown signed(String member, LogHead head) {
    Signer signer =
        head.epoch() == 3 && member.equals(LIAR)
            ? LATER_KEY
            : Objects.requireNonNull(NETWORK.headSigners().get(member));
    return new Shown(head, new MemberSignature(member, signer.sign(head.message())));
  }

  static LogHead truth(int size) {
    return head(LEAVES, size);
  }

  static LogHead lie(int size) {
    return head(LIES, size);
  }

  static List<Hash> proof(int size) {
    return MerkleTree.consistencyProof(NodeHasher.RFC9162, LEAVES, size);
  }

  static LogHead at(LogHead head, Instant time) {
    return new LogHead(head.networkId(), head.epoch(), head.size(), head.root(), time);
  }

  static LogHead in(LogHead head, int epoch) {
    return new LogHead(head.networkId(), epoch, head.size(), head.root(), head.logTime());
  }

  private static LogHead head(List<Hash> leaves, int size) {
    return new LogHead(
        NETWORK.networkId(),
        1,
        size,
        MerkleTree.root(NodeHasher.RFC9162, leaves.subList(0, size)),
        TIME);
  }

  private static List<Hash> leaves(int first) {
    var leaves = new ArrayList<Hash>();
    for (int i = 0; i < SIZE; i++) {
      leaves.add(MerkleTree.logLeaf(new byte[] {(byte) (i == 0 ? 100 + first : i)}));
    }
    return List.copyOf(leaves);
  }
}
