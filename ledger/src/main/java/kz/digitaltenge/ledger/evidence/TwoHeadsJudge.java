package kz.digitaltenge.ledger.evidence;

import java.util.Comparator;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Judges two heads of one member of the notary.
///
/// An honest member signs the states of one log, and a log only grows: of two heads the longer one
/// continues the other and has neither an earlier log time nor an earlier epoch. Whatever the log
/// was, two that do not were not both of it.
final class TwoHeadsJudge {
  /// In which the heads of one log follow each other. The root only makes it total.
  static final Comparator<LogHead> ORDER =
      Comparator.comparingLong(LogHead::size)
          .thenComparing(LogHead::logTime)
          .thenComparingInt(LogHead::epoch)
          .thenComparing(head -> head.root().hex());

  /// What no log can have had, with the words for it.
  record Contradiction(Breach breach, String what) {}

  private final NetworkHistory network;
  private final SignatureVerifier verifier;

  TwoHeadsJudge(NetworkHistory network, SignatureVerifier verifier) {
    this.network = network;
    this.verifier = verifier;
  }

  Judgement judge(Evidence.TwoHeads two) {
    return doubtOf(two.first(), two.byFirst())
        .or(() -> doubtOf(two.second(), two.bySecond()))
        .or(() -> doubtOfOneSigner(two))
        .orElseGet(
            () ->
                contradiction(two)
                    .map(found -> proved(two.byFirst().member(), found))
                    .orElseGet(() -> noContradiction(two)));
  }

  private static Judgement proved(String member, Contradiction found) {
    return new Judgement.Proved(new Culprit.Member(member), found.breach(), found.what());
  }

  private Optional<Judgement> doubtOf(LogHead head, MemberSignature by) {
    if (!head.networkId().equals(network.networkId())) {
      return Optional.of(
          Judgement.notProved(
              Doubt.NETWORK_DIFFERS, "a head is of network " + head.networkId().hex()));
    }
    Optional<NetworkParameters> parameters = network.at(head.epoch());
    if (parameters.isEmpty()) {
      return Optional.of(
          Judgement.notProved(
              Doubt.EPOCH_UNKNOWN,
              "the parameters of epoch %d are missing".formatted(head.epoch())));
    }
    PublicKey key = parameters.get().headKeys().get(by.member());
    if (key == null) {
      return Optional.of(
          Judgement.notProved(
              Doubt.MEMBER_UNKNOWN,
              "the notary of epoch %d has no member of that name".formatted(head.epoch())));
    }
    return verifier.verify(key, head.message(), by.signature())
        ? Optional.empty()
        : Optional.of(
            Judgement.notProved(
                Doubt.SIGNATURE_WRONG,
                "a signature is not %s's over this head".formatted(by.member())));
  }

  private Optional<Judgement> doubtOfOneSigner(Evidence.TwoHeads two) {
    if (!two.byFirst().member().equals(two.bySecond().member())) {
      return Optional.of(partsDoNotMatch("the heads are signed by two members"));
    }
    return keyOf(two.first(), two.byFirst()).equals(keyOf(two.second(), two.bySecond()))
        ? Optional.empty()
        : Optional.of(
            Judgement.notProved(
                Doubt.KEYS_DIFFER,
                "%s has another key in epoch %d than in epoch %d"
                    .formatted(two.byFirst().member(), two.second().epoch(), two.first().epoch())));
  }

  private Optional<PublicKey> keyOf(LogHead head, MemberSignature by) {
    return network.at(head.epoch()).map(parameters -> parameters.headKeys().get(by.member()));
  }

  /// What contradicts itself, whoever signed it.
  static Optional<Contradiction> contradiction(Evidence.TwoHeads two) {
    LogHead first = two.first();
    LogHead second = two.second();
    if (ORDER.compare(first, second) > 0) {
      return Optional.empty();
    }
    if (!two.proof().isEmpty()) {
      return notContinued(two);
    }
    if (first.size() == second.size() && !first.root().equals(second.root())) {
      return Optional.of(
          new Contradiction(
              Breach.SIGNED_TWO_HEADS_OF_ONE_SIZE,
              "of log size %d it signed root %s and root %s"
                  .formatted(first.size(), first.root(), second.root())));
    }
    return second.logTime().isBefore(first.logTime()) || second.epoch() < first.epoch()
        ? Optional.of(
            new Contradiction(
                Breach.SIGNED_A_LOG_THAT_WENT_BACK,
                "at log size %d it signed log time %s in epoch %d, and at log size %d log time %s in epoch %d"
                    .formatted(
                        first.size(),
                        first.logTime(),
                        first.epoch(),
                        second.size(),
                        second.logTime(),
                        second.epoch())))
        : Optional.empty();
  }

  private static Optional<Contradiction> notContinued(Evidence.TwoHeads two) {
    LogHead first = two.first();
    return rootBefore(two)
        .filter(root -> !root.equals(first.root()))
        .map(
            root ->
                new Contradiction(
                    Breach.SIGNED_HEADS_THAT_DO_NOT_CONTINUE,
                    "the log of size %d that it signed had root %s at size %d, and there it signed root %s"
                        .formatted(two.second().size(), root, first.size(), first.root())));
  }

  private static Optional<Hash> rootBefore(Evidence.TwoHeads two) {
    return MerkleTree.rootBefore(
        two.first().size(), two.second().size(), two.second().root(), two.proof());
  }

  private static Judgement noContradiction(Evidence.TwoHeads two) {
    if (ORDER.compare(two.first(), two.second()) > 0) {
      return partsDoNotMatch("the first head is the later one");
    }
    if (!two.proof().isEmpty() && rootBefore(two).isEmpty()) {
      return partsDoNotMatch("the proof does not lead to the second head");
    }
    return Judgement.notProved(Doubt.NOTHING_IS_WRONG, "one log can have had both heads");
  }

  private static Judgement partsDoNotMatch(String why) {
    return Judgement.notProved(Doubt.PARTS_DO_NOT_MATCH, why);
  }
}
