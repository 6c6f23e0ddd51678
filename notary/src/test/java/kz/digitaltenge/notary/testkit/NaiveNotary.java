package kz.digitaltenge.notary.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// The notary as one would explain it on a blackboard: a list of everything ever logged, searched
/// from the start each time. Slow, without an index, and written independently of the core that it
/// judges.
final class NaiveNotary {

  private record Logged(
      TransactionId id, boolean isFinal, List<StateRef> inputs, List<Hash> tags) {}

  private final Hash networkId;
  private final Coin register;
  private final Duration retention;
  private final List<Logged> log = new ArrayList<>();
  private final List<BlockOrder> orders = new ArrayList<>();
  private SignedParameters parameters;
  private Instant epochSince;
  private Instant now;

  NaiveNotary(TestNetwork network, Duration retention) {
    this.networkId = network.id();
    this.register = network.register();
    this.retention = retention;
    this.parameters = network.genesis();
    this.now = parameters.parameters().effectiveFrom();
    this.epochSince = now;
  }

  int epoch() {
    return parameters.parameters().epoch();
  }

  long orderSequence() {
    return orders.size();
  }

  SignedParameters parameters() {
    return parameters;
  }

  Instant now() {
    return now;
  }

  int logged() {
    return log.size();
  }

  void timeIs(Instant leaderTime) {
    if (leaderTime.isAfter(now)) {
      now = leaderTime;
    }
  }

  String order(BlockOrder order) {
    if (order.sequence() != orders.size() + 1) {
      return "refused OUT_OF_SEQUENCE";
    }
    orders.add(order);
    return "in force";
  }

  String change(SignedParameters next) {
    if (next.parameters().epoch() != epoch() + 1
        || next.parameters().effectiveFrom().isAfter(now)) {
      return "refused OUT_OF_SEQUENCE";
    }
    parameters = next;
    epochSince = now;
    return "in force";
  }

  /// Every live reference with its tag, replayed from the beginning.
  Map<StateRef, Hash> live() {
    Map<StateRef, Hash> live = new TreeMap<>();
    live.put(register.ref(), CustodianTag.of(networkId, register.custodian(), register.nonce()));
    for (Logged each : log) {
      if (each.isFinal) {
        each.inputs.forEach(live::remove);
        for (int i = 0; i < each.tags.size(); i++) {
          live.put(new StateRef(each.id, i), each.tags.get(i));
        }
      }
    }
    return live;
  }

  String request(NotaryRequest request) {
    TransactionId id = request.tearOff().id();
    for (int position = 0; position < log.size(); position++) {
      if (log.get(position).id.equals(id)) {
        return "before at " + position;
      }
    }
    TransactionHeader header = request.tearOff().header();
    if (!header.networkId().equals(networkId)) {
      return "refused NETWORK_IS_ANOTHER";
    }
    Instant until = header.window().until();
    if (now.isAfter(until)) {
      Instant retainedFrom = now.minus(retention);
      return until.isBefore(retainedFrom)
          ? "archived, retained from " + retainedFrom
          : "never, over since " + until;
    }
    if (now.isBefore(header.window().from())) {
      return "too early before " + header.window().from();
    }
    if (request.tearOff().inputs().isEmpty()) {
      return "refused PART_IS_NOT_SHOWN";
    }
    if (header.epoch() > epoch() || header.epoch() < epoch() - 1) {
      return "refused EPOCH_IS_UNKNOWN";
    }
    return request.kind() == NotaryRequest.Kind.VOID ? release(id, request) : notarise(id, request);
  }

  private String notarise(TransactionId id, NotaryRequest request) {
    List<StateRef> inputs = request.tearOff().inputs().orElseThrow();
    Map<StateRef, Hash> live = live();
    if (inputs.isEmpty()) {
      return "refused NO_INPUTS";
    }
    if (new HashSet<>(inputs).size() < inputs.size()) {
      return "refused INPUT_IS_REPEATED";
    }
    if (request.openings().size() != inputs.size()) {
      return "refused OPENINGS_DO_NOT_MATCH_INPUTS";
    }
    for (int i = 0; i < inputs.size(); i++) {
      TagOpening opening = request.openings().get(i);
      Hash tag = live.get(inputs.get(i));
      if (tag != null && !tag.equals(CustodianTag.of(networkId, opening.node(), opening.nonce()))) {
        return "refused TAG_IS_NOT_OPENED";
      }
    }
    Optional<String> wrong = attestations(request, Set.of(Role.SPEND, Role.RECEIVE));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    if (!allAttested(request, Role.SPEND)) {
      return "refused SPEND_ATTESTATION_IS_MISSING";
    }
    return outcome(id, request, inputs, live);
  }

  private String outcome(
      TransactionId id, NotaryRequest request, List<StateRef> inputs, Map<StateRef, Hash> live) {
    if (isEpochOver(request.tearOff().header().epoch())) {
      return log(id, "void EPOCH_OVER");
    }
    for (Attestation each : request.attestations()) {
      if (isBlocked(each.node(), each.role(), givesBack(request))) {
        return log(id, "void BLOCKED");
      }
    }
    List<StateRef> read = new ArrayList<>(inputs);
    read.addAll(request.tearOff().references().orElseThrow());
    for (StateRef reference : read) {
      if (!live.containsKey(reference)) {
        return log(id, "void CONFLICT " + reference);
      }
    }
    log.add(new Logged(id, true, inputs, request.tearOff().tags().orElseThrow()));
    return "final at " + (log.size() - 1);
  }

  private String release(TransactionId id, NotaryRequest request) {
    if (request.openings().isEmpty()) {
      return "refused OPENINGS_DO_NOT_MATCH_INPUTS";
    }
    Map<StateRef, Hash> live = live();
    for (TagOpening opening : request.openings()) {
      Hash tag = CustodianTag.of(networkId, opening.node(), opening.nonce());
      boolean opened =
          request.tearOff().inputs().orElseThrow().stream()
              .anyMatch(input -> Objects.equals(tag, live.get(input)));
      if (!opened) {
        return "refused TAG_IS_NOT_OPENED";
      }
    }
    Optional<String> wrong = attestations(request, Set.of(Role.VOID));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    return allAttested(request, Role.VOID)
        ? log(id, "void VOIDED_BY_CUSTODIAN")
        : "refused VOID_ATTESTATION_IS_MISSING";
  }

  private String log(TransactionId id, String outcome) {
    log.add(new Logged(id, false, List.of(), List.of()));
    return outcome + " at " + (log.size() - 1);
  }

  private Optional<String> attestations(NotaryRequest request, Set<Role> roles) {
    Map<String, Integer> count = new HashMap<>();
    for (Attestation each : request.attestations()) {
      if (!roles.contains(each.role())) {
        return Optional.of("refused ATTESTATION_ROLE_IS_UNEXPECTED");
      }
      if (count.merge(each.node() + "/" + each.role(), 1, Integer::sum) > 1) {
        return Optional.of("refused ATTESTATION_IS_REPEATED");
      }
      if (each.epoch() != request.tearOff().header().epoch()) {
        return Optional.of("refused ATTESTATION_EPOCH_IS_ANOTHER");
      }
      long position = log.size();
      if (position < each.certificate().firstPosition()
          || position >= each.certificate().untilPosition()) {
        return Optional.of("refused ATTESTATION_KEY_IS_OUT_OF_RANGE");
      }
    }
    return Optional.empty();
  }

  private static boolean allAttested(NotaryRequest request, Role role) {
    return request.openings().stream()
        .allMatch(
            opening ->
                request.attestations().stream()
                    .anyMatch(each -> each.role() == role && each.node().equals(opening.node())));
  }

  private boolean isEpochOver(int epoch) {
    boolean inGrace =
        !parameters.parameters().urgent()
            && now.isBefore(epochSince.plus(NotaryLimits.EPOCH_GRACE));
    return epoch != epoch() && !inGrace;
  }

  /// A bank says so that receives and pays nothing.
  private static boolean givesBack(NotaryRequest request) {
    Set<NodeId> receivers = nodes(request, Role.RECEIVE);
    receivers.removeAll(nodes(request, Role.SPEND));
    return !receivers.isEmpty()
        && request.tearOff().intents().map(NaiveNotary::isReturn).orElse(false);
  }

  private static Set<NodeId> nodes(NotaryRequest request, Role role) {
    Set<NodeId> nodes = new HashSet<>();
    for (Attestation each : request.attestations()) {
      if (each.role() == role) {
        nodes.add(each.node());
      }
    }
    return nodes;
  }

  private static boolean isReturn(List<Intent> intents) {
    return intents.size() == 1 && intents.getFirst() instanceof Intent.Refund;
  }

  private boolean isBlocked(NodeId node, Role role, boolean givesBack) {
    Scope scope = role == Role.SPEND ? Scope.SEND : Scope.RECEIVE;
    return isBlocked(Optional.of(node), scope, givesBack)
        || isBlocked(Optional.empty(), scope, givesBack);
  }

  private boolean isBlocked(Optional<NodeId> about, Scope scope, boolean givesBack) {
    for (BlockOrder order : orders.reversed()) {
      Block block = order.block();
      if (block.node().equals(about)) {
        return block.scopes().contains(scope)
            && (!givesBack || block.scopes().contains(Scope.RETURN))
            && (block.until().isEmpty() || now.isBefore(block.until().get()));
      }
    }
    return false;
  }
}
