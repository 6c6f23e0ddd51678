package kz.digitaltenge.ledger.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision.Outcome;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairWitness;
import kz.digitaltenge.ledger.supply.SignedStatement;

/// Judges evidence from the evidence alone, by the parameters of its own epoch.
///
/// First that the node gave its word, then that the parts belong together, then the rule itself:
/// whatever cannot be shown to be its own doing proves nothing. Any thread may call.
public final class EvidenceJudge {
  private static final NodeId ANYBODY = new NodeId("ANYBODYX");

  private final NetworkHistory network;
  private final SignatureVerifier verifier;
  private final Validator validator;
  private final LogProofs log;
  private final SupplyJudge supply;
  private final TwoHeadsJudge heads;

  public EvidenceJudge(NetworkHistory network, SignatureVerifier verifier) {
    this.network = network;
    this.verifier = verifier;
    this.validator = new Validator(verifier);
    this.log = new LogProofs(network, verifier);
    this.supply = new SupplyJudge(log);
    this.heads = new TwoHeadsJudge(network, verifier);
  }

  /// Whether a refusal is about what a node attests and not about what stands beside it.
  public static boolean isProvable(Refusal refusal) {
    return Provable.judge(ANYBODY, new Verdict.Rejected(refusal, "")).isProved();
  }

  public Judgement judge(Evidence evidence) {
    try {
      return switch (evidence) {
        case Evidence.BrokenRule(Word word, Transaction transaction, List<Provenance> provenance) ->
            brokenRule(word, transaction, provenance);
        case Evidence.BrokenForm(Attestation attestation, TearOff tearOff) ->
            brokenForm(attestation, tearOff);
        case Evidence.ForeignSpend(Word word, TearOff tearOff, List<Provenance> provenance) ->
            foreignSpend(word, tearOff, provenance);
        case Evidence.SpentTwice(
                FinalityProof refusal,
                TearOff tearOff,
                Provenance.Notarised token) ->
            spentTwice(refusal, tearOff, token);
        case Evidence.WordWithheld(FinalityProof decision, StateProof output) ->
            wordWithheld(decision, output);
        case Evidence.FalseBooks(SignedHead cut, SignedStatement said) ->
            supply.falseBooks(cut, said);
        case Evidence.TwoStatements two -> supply.twoStatements(two);
        case Evidence.FalseLeaf(SignedHead cut, SignedStatement said, Opening opening) ->
            supply.falseLeaf(cut, said, opening);
        case Evidence.FalseTurnover(SignedHead cut, PairPart part, PairWitness witness) ->
            supply.falseTurnover(cut, part, witness);
        case Evidence.FalseReferences references -> supply.falseReferences(references);
        case Evidence.TwoHeads two -> heads.judge(two);
      };
    } catch (MalformedException e) {
      // What an id commits to may be leaves of any content.
      return Judgement.notProved(
          Doubt.PARTS_DO_NOT_MATCH, "a part of it is no value: " + e.reason());
    }
  }

  private Judgement brokenRule(Word word, Transaction transaction, List<Provenance> provenance) {
    return doubtOf(word, transaction.id())
        .orElseGet(
            () -> {
              int epoch = transaction.header().epoch();
              Judgement last =
                  Judgement.notProved(
                      Doubt.EPOCH_UNKNOWN,
                      "its parameters of epoch %d are missing".formatted(epoch));
              for (NetworkView view : network.viewsDuring(epoch)) {
                last = byTheRules(word.node(), transaction, provenance, view);
                if (last.isProved()) {
                  return last;
                }
              }
              return last;
            });
  }

  private Judgement byTheRules(
      NodeId node, Transaction transaction, List<Provenance> provenance, NetworkView view) {
    var bare = new SignedTransaction(transaction, Witness.NONE);
    return switch (validator.validate(bare, provenance, view)) {
      case Verdict.Accepted _ -> nothingIsWrong();
      case Verdict.Rejected rejected -> Provable.judge(node, rejected);
    };
  }

  private Judgement brokenForm(Attestation attestation, TearOff tearOff) {
    return doubtOf(new Word.Signed(attestation), tearOff.id())
        .orElseGet(
            () ->
                formOf(attestation, tearOff)
                    .map(
                        what ->
                            Judgement.proved(
                                attestation.node(), Breach.ATTESTED_WHAT_IS_NO_TRANSACTION, what))
                    .orElseGet(EvidenceJudge::nothingIsWrong));
  }

  /// What is wrong with the form as far as it is shown.
  private Optional<String> formOf(Attestation attestation, TearOff tearOff) {
    TransactionHeader header = tearOff.header();
    Optional<List<StateRef>> inputs = tearOff.inputs();
    return when(
            !header.networkId().equals(network.networkId()),
            () -> "it was made for another network")
        .or(
            () ->
                when(
                    header.epoch() != attestation.epoch(),
                    () ->
                        "it is of epoch %d and was attested under epoch %d"
                            .formatted(header.epoch(), attestation.epoch())))
        .or(() -> when(inputs.filter(List::isEmpty).isPresent(), () -> "it consumes nothing"))
        .or(
            () ->
                when(
                    inputs.filter(shown -> new HashSet<>(shown).size() < shown.size()).isPresent(),
                    () -> "it consumes a token twice"))
        .or(
            () ->
                when(
                    header.outputCount() == 0 || header.outputCount() != header.tagCount(),
                    () ->
                        "it counts %d outputs and %d tags"
                            .formatted(header.outputCount(), header.tagCount())))
        .or(
            () ->
                when(
                    tearOff.tags().filter(tags -> tags.size() != header.tagCount()).isPresent(),
                    () -> "it has another number of tags than it counts"));
  }

  private static Optional<String> when(boolean wrong, Supplier<String> what) {
    return wrong ? Optional.of(what.get()) : Optional.empty();
  }

  private Judgement foreignSpend(Word word, TearOff tearOff, List<Provenance> provenance) {
    Optional<Judgement> doubt = doubtOf(word, tearOff.id());
    if (doubt.isPresent()) {
      return doubt.get();
    }
    if (word.role() != Role.SPEND) {
      return nothingIsWrong();
    }
    Optional<List<StateRef>> inputs = tearOff.inputs();
    if (inputs.isEmpty()) {
      return Judgement.notProved(Doubt.PART_IS_NOT_SHOWN, "the inputs are hidden");
    }
    if (inputs.get().size() != provenance.size() || provenance.isEmpty()) {
      return Judgement.notProved(
          Doubt.INPUT_PROOFS_DO_NOT_HOLD,
          "%d proofs for %d inputs".formatted(provenance.size(), inputs.get().size()));
    }
    for (int i = 0; i < provenance.size(); i++) {
      Optional<NodeId> custodian = custodian(inputs.get().get(i), provenance.get(i));
      if (custodian.isEmpty()) {
        return Judgement.notProved(
            Doubt.INPUT_PROOFS_DO_NOT_HOLD, "the proof of input %d does not hold".formatted(i));
      }
      if (custodian.get().equals(word.node())) {
        return nothingIsWrong();
      }
    }
    return Judgement.proved(
        word.node(),
        Breach.SPENT_WHAT_IS_NOT_ITS_OWN,
        "none of the %d inputs is in its custody".formatted(provenance.size()));
  }

  private Judgement spentTwice(FinalityProof refusal, TearOff tearOff, Provenance.Notarised token) {
    DecisionSummary decision = refusal.decision();
    if (!log.has(refusal)) {
      return notInLog();
    }
    if (!(decision.outcome() instanceof Outcome.Voided(VoidReason reason, Optional<StateRef> gone))
        || reason != VoidReason.CONFLICT
        || gone.isEmpty()) {
      return nothingIsWrong();
    }
    if (!tearOff.id().equals(decision.id())) {
      return partsDoNotMatch("the refusal is of another transaction");
    }
    if (tearOff.inputs().isEmpty()) {
      return Judgement.notProved(Doubt.PART_IS_NOT_SHOWN, "the inputs are hidden");
    }
    if (!tearOff.inputs().get().contains(gone.get())) {
      // A reference that is only read: whoever consumed it did nothing wrong.
      return nothingIsWrong();
    }
    Optional<NodeId> custodian = custodian(gone.get(), token);
    if (custodian.isEmpty()) {
      return Judgement.notProved(
          Doubt.INPUT_PROOFS_DO_NOT_HOLD, "the proof of the token that is gone does not hold");
    }
    if (token.finality().position() >= refusal.position()) {
      return Judgement.notProved(
          Doubt.NOTHING_IS_WRONG, "the token did not exist yet when it was refused");
    }
    return decision.attestedBy(custodian.get(), Role.SPEND)
        ? Judgement.proved(
            custodian.get(),
            Breach.SPENT_TWICE,
            "token %s was gone, which only its own word can have consumed, when it spent it in %s"
                .formatted(gone.get(), decision.id()))
        : wordNotInLog(custodian.get());
  }

  private Judgement wordWithheld(FinalityProof proof, StateProof output) {
    DecisionSummary decision = proof.decision();
    if (!log.has(proof)) {
      return notInLog();
    }
    if (!output.id().equals(Optional.of(decision.id()))) {
      return partsDoNotMatch("the output is of another transaction");
    }
    NodeId receiver = output.state().custodian();
    if (!decision.isFinal()
        || decision.attestedBy(receiver, Role.RECEIVE)
        || decision.attestedBy(receiver, Role.SPEND)) {
      return nothingIsWrong();
    }
    List<NodeId> spenders =
        decision.attesters().stream()
            .filter(each -> each.role() == Role.SPEND)
            .map(Attester::node)
            .toList();
    return spenders.size() == 1
        ? Judgement.proved(
            spenders.getFirst(),
            Breach.PAID_WITHOUT_THE_RECEIVERS_WORD,
            "output %d of %s is for %s, which never attested it"
                .formatted(output.index(), decision.id(), receiver))
        : Judgement.notProved(
            Doubt.SEVERAL_SPENDERS, "%d nodes agreed to spend".formatted(spenders.size()));
  }

  /// Why the word does not count, if it does not.
  private Optional<Judgement> doubtOf(Word word, TransactionId id) {
    return switch (word) {
      case Word.Signed(Attestation attestation) -> doubtOf(attestation, id);
      case Word.Logged(FinalityProof proof, Attester by) -> doubtOf(proof, by, id);
    };
  }

  private Optional<Judgement> doubtOf(Attestation attestation, TransactionId id) {
    Optional<NetworkParameters> parameters = network.at(attestation.epoch());
    if (parameters.isEmpty()) {
      return Optional.of(
          Judgement.notProved(
              Doubt.EPOCH_UNKNOWN,
              "the parameters of epoch %d are missing".formatted(attestation.epoch())));
    }
    Optional<Participant> participant = parameters.get().participant(attestation.node());
    if (participant.isEmpty()) {
      return Optional.of(
          Judgement.notProved(
              Doubt.NODE_UNKNOWN,
              "%s took no part in epoch %d".formatted(attestation.node(), attestation.epoch())));
    }
    return attestation.verifies(network.networkId(), id, participant.get().identityKey(), verifier)
        ? Optional.empty()
        : Optional.of(
            Judgement.notProved(
                Doubt.SIGNATURE_WRONG,
                "the signature is not %s's over this transaction".formatted(attestation.node())));
  }

  private Optional<Judgement> doubtOf(FinalityProof proof, Attester by, TransactionId id) {
    if (!log.has(proof)) {
      return Optional.of(notInLog());
    }
    if (!proof.id().equals(id)) {
      return Optional.of(partsDoNotMatch("the decision is on another transaction"));
    }
    return proof.decision().attesters().contains(by)
        ? Optional.empty()
        : Optional.of(wordNotInLog(by.node()));
  }

  /// Whose the state is, when its proof holds.
  private Optional<NodeId> custodian(StateRef ref, Provenance provenance) {
    return log.state(ref, provenance).map(State::custodian);
  }

  private static Judgement nothingIsWrong() {
    return Judgement.notProved(Doubt.NOTHING_IS_WRONG, "what was attested breaks no rule");
  }

  private static Judgement notInLog() {
    return Judgement.notProved(
        Doubt.NOT_IN_LOG, "no head signed by the notary's majority has the decision");
  }

  private static Judgement wordNotInLog(NodeId node) {
    return Judgement.notProved(
        Doubt.WORD_NOT_IN_LOG, "the log does not have the word of %s".formatted(node));
  }

  private static Judgement partsDoNotMatch(String why) {
    return Judgement.notProved(Doubt.PARTS_DO_NOT_MATCH, why);
  }
}
