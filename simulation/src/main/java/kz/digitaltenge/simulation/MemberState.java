package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.MemoryLiveSet;
import kz.digitaltenge.notary.core.NotaryCore;

/// One member of the notary: its copy of the state, driven by the real core, and its own word.
final class MemberState {
  private static final Duration RETENTION = Duration.ofDays(1);

  private final String name;
  private final Signer signer;
  private final SignedParameters genesis;
  private MemoryLiveSet state = new MemoryLiveSet();
  private NotaryCore core;
  private long applied;

  MemberState(String name, Signer signer, SignedParameters genesis) {
    this.name = name;
    this.signer = signer;
    this.genesis = genesis;
    this.core = NotaryCore.open(state, genesis, RETENTION);
  }

  String name() {
    return name;
  }

  NotaryCore core() {
    return core;
  }

  MemoryLiveSet live() {
    return state;
  }

  /// How many entries of the log this member has applied.
  long applied() {
    return applied;
  }

  Applied apply(Entry entry) {
    return core.apply(new EntryIndex(1, applied++), entry);
  }

  /// Opens the state again after a crash, as the disk had it.
  void reopen() {
    core = NotaryCore.open(state, genesis, RETENTION);
  }

  /// Applies entries again that the state has already, as after a crash between applying and saying
  /// so: nothing may change.
  LogHead applyAgain(List<Entry> last) {
    long index = applied - last.size();
    for (Entry entry : last) {
      var _ = core.apply(new EntryIndex(1, index++), entry);
    }
    return core.head();
  }

  /// The disk is lost, and everything comes from the log again.
  void loseDisk() {
    state = new MemoryLiveSet();
    applied = 0;
    reopen();
  }

  MemberSignature sign(byte[] message) {
    return new MemberSignature(name, signer.sign(message));
  }

  /// This member's word on its log at a size that it has reached.
  Optional<MemberSignature> sign(LogHead head) {
    boolean sameLog =
        core.log().size() >= head.size() && core.log().rootAt(head.size()).equals(head.root());
    return sameLog ? Optional.of(sign(head.message())) : Optional.empty();
  }

  Optional<Long> position(TransactionId id) {
    return Optional.ofNullable(state.find(List.of(), List.of(id)).positions().get(id));
  }

  /// What this member's own state says of a transaction that is not decided there.
  boolean isSureOfNever(TearOff header) {
    Instant until = header.header().window().until();
    return core.progress().logTime().isAfter(until)
        && !until.isBefore(core.retainedFrom())
        && position(header.id()).isEmpty();
  }

  static NeverStatement statement(TearOff header, int epoch) {
    return new NeverStatement(
        header.header().networkId(), epoch, header.id(), header.header().window().until());
  }

  NotaryAnswer decided(long position, SignedHead head) {
    Decision decision = Decision.decode(state.decision(position).orElseThrow().trusted());
    long size = head.head().size();
    var path = new MerklePath(position, size, core.log().inclusion(position, size));
    var proof = new FinalityProof(decision.summary(), path, head);
    return decision.isFinal() ? new NotaryAnswer.Final(proof) : new NotaryAnswer.Voided(proof);
  }

  List<List<Hash>> paths(List<Long> positions, long size) {
    var paths = new ArrayList<List<Hash>>(positions.size());
    positions.forEach(position -> paths.add(core.log().inclusion(position, size)));
    return paths;
  }
}
