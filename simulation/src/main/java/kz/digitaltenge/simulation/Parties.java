package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceJudge;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.evidence.NetworkHistory;

/// Who takes part, and with which keys: the central bank, some banks, the notary's members.
final class Parties {
  static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  static final Asset TENGE = new Asset(CENTRAL_BANK, "KZT");
  static final Instant START = Instant.parse("2026-06-01T09:00:00Z");

  /// Takes part with an asset of its own, and honours nothing.
  static final NodeId DOUBLE_SPENDER = new NodeId("DBLSKZKX");

  static final Asset GOLD = new Asset(DOUBLE_SPENDER, "GOLD");

  private static final List<String> BANKS =
      List.of("HSBKKZKX", "KCJBKZKX", "EURIKZKA", "ATYNKZKA", "KPSTKZKA");
  private static final int CENTRAL_BANK_CODE = 125;
  private static final int FIRST_BANK_CODE = 601;
  private static final int OFFICERS = 2;
  private static final int PORT = 7000;

  private final Signing signing;
  private final List<NodeId> banks;
  private final Map<String, Signer> headSigners = new LinkedHashMap<>();
  private final List<Signer> officers;
  private final List<SignedParameters> chain = new ArrayList<>();

  /// @param banks how many, up to five
  /// @param members of the notary
  Parties(Signing signing, int banks, int members) {
    this.signing = signing;
    this.banks = BANKS.subList(0, banks).stream().map(NodeId::new).toList();
    for (int i = 1; i <= members; i++) {
      headSigners.put("notary-" + i, signing.signer(SchemeId.ED25519, "head key " + i));
    }
    this.officers =
        IntStream.rangeClosed(1, OFFICERS)
            .mapToObj(i -> signing.signer(SchemeId.ED25519, "officer " + i))
            .toList();
    chain.add(sign(parameters(1, Optional.empty())));
  }

  SignatureVerifier verifier() {
    return signing.verifier();
  }

  Signing signing() {
    return signing;
  }

  List<NodeId> banks() {
    return banks;
  }

  /// The notary's members, with what signs their heads.
  Map<String, Signer> headSigners() {
    return headSigners;
  }

  Signer issuance() {
    return signing.signer(SchemeId.ED25519, "issuance key");
  }

  List<Signer> officers() {
    return officers;
  }

  SignedParameters genesis() {
    return chain.getFirst();
  }

  /// All parameters so far.
  List<SignedParameters> chain() {
    return List.copyOf(chain);
  }

  /// Makes the parameters of the next epoch, the same in everything else.
  SignedParameters next() {
    NetworkParameters known = chain.getLast().parameters();
    chain.add(sign(parameters(known.epoch() + 1, Optional.of(known))));
    return chain.getLast();
  }

  /// What a third party makes of evidence.
  Judgement judge(Evidence evidence) {
    Hash networkId = genesis().parameters().hash();
    NetworkHistory history = NetworkHistory.of(networkId, chain, verifier()).orElseThrow();
    return new EvidenceJudge(history, verifier()).judge(evidence);
  }

  Signer identity(NodeId node) {
    return signing.signer(SchemeId.P256, "identity of " + node);
  }

  private SignedParameters sign(NetworkParameters parameters) {
    return SignedParameters.sign(parameters, identity(CENTRAL_BANK));
  }

  private NetworkParameters parameters(int epoch, Optional<NetworkParameters> before) {
    return new NetworkParameters(
        epoch,
        before.map(NetworkParameters::hash),
        before
            .map(known -> known.effectiveFrom().plus(Duration.ofMillis(1)))
            .orElse(START.minus(Duration.ofDays(1))),
        false,
        participants(),
        members(),
        List.of(terms(), new AssetTerms(GOLD, issuance().publicKey(), List.of(), List.of())));
  }

  private List<Participant> participants() {
    var participants = new ArrayList<Participant>();
    participants.add(
        participant(CENTRAL_BANK, CENTRAL_BANK_CODE, Participant.Kind.CENTRAL_BANK, PORT));
    for (int i = 0; i < banks.size(); i++) {
      participants.add(
          participant(banks.get(i), FIRST_BANK_CODE + i, Participant.Kind.BANK, PORT + 1 + i));
    }
    participants.add(
        participant(
            DOUBLE_SPENDER, FIRST_BANK_CODE + BANKS.size(), Participant.Kind.BANK, PORT - 1));
    return participants;
  }

  private Participant participant(NodeId node, int bankCode, Participant.Kind kind, int port) {
    return new Participant(
        node,
        "Bank " + node,
        Integer.toString(bankCode),
        "localhost:" + port,
        identity(node).publicKey(),
        kind);
  }

  private List<NotaryMember> members() {
    return headSigners.entrySet().stream()
        .map(
            each ->
                new NotaryMember(
                    each.getKey(),
                    each.getKey() + ".example:8000",
                    each.getKey() + ".example:9000",
                    each.getValue().publicKey()))
        .toList();
  }

  private AssetTerms terms() {
    return new AssetTerms(
        TENGE,
        issuance().publicKey(),
        officers.stream().map(Signer::publicKey).toList(),
        List.of(new AssetTerms.ApprovalTier(Amount.ZERO, OFFICERS)));
  }
}
