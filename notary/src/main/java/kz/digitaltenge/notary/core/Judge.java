package kz.digitaltenge.notary.core;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.IdentifiedRequest.Shown;

/// Judges one request by the state it meets. Signatures are not looked at here: members verify them
/// beside the apply path ([RequestVerifier]) and sign nothing that covers a false one.
///
/// The order of the questions is part of the protocol. What was decided stands first. Then whatever
/// makes the *request* unacceptable refuses it and logs nothing, so that nobody but a custodian can
/// bring about a void. Only then come the reasons for which the *transaction* is logged as void.
final class Judge {

  private final Working state;

  Judge(Working state) {
    this.state = state;
  }

  Ruling judge(IdentifiedRequest request) {
    OptionalLong decided = state.positionOf(request.id());
    if (decided.isPresent()) {
      return new Ruling.DecidedBefore(decided.getAsLong());
    }
    TransactionHeader header = request.header();
    if (!header.networkId().equals(state.standing().networkId())) {
      return refuse(NotaryRefusal.NETWORK_IS_ANOTHER, header.networkId().hex());
    }
    Optional<Ruling> untimely = untimely(header.window());
    if (untimely.isPresent()) {
      return untimely.get();
    }
    if (request.shown().isEmpty()) {
      return refuse(NotaryRefusal.PART_IS_NOT_SHOWN, "inputs, tags and references are needed");
    }
    if (!state.standing().knows(header.epoch())) {
      return refuse(
          NotaryRefusal.EPOCH_IS_UNKNOWN,
          "epoch %d, while %d is in force".formatted(header.epoch(), state.standing().epoch()));
    }
    return switch (request.request().kind()) {
      case NOTARISE -> notarise(request, request.shown().get());
      case VOID -> release(request, request.shown().get());
    };
  }

  private Optional<Ruling> untimely(TimeWindow window) {
    Instant logTime = state.logTime();
    if (window.isOverAt(logTime)) {
      return Optional.of(
          window.until().isBefore(state.retainedFrom())
              ? new Ruling.Archived(state.retainedFrom())
              : new Ruling.Never(window.until()));
    }
    return logTime.isBefore(window.from())
        ? Optional.of(new Ruling.TooEarly(window.from(), logTime))
        : Optional.empty();
  }

  private Ruling notarise(IdentifiedRequest request, Shown shown) {
    List<TagOpening> openings = request.request().openings();
    Optional<Ruling> refusal =
        shape(request, shown)
            .or(() -> openings(shown, openings))
            .or(() -> attestations(request, Set.of(Role.SPEND, Role.RECEIVE)))
            .or(
                () ->
                    attested(
                        request, openings, Role.SPEND, NotaryRefusal.SPEND_ATTESTATION_IS_MISSING));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Decision.Outcome.Voided> voided =
        epochOver(request.header())
            .or(() -> blocked(request))
            .or(() -> gone(shown.inputs()))
            .or(() -> gone(shown.references()));
    return voided
        .map(outcome -> state.voided(request, outcome))
        .orElseGet(() -> state.finalise(request, shown));
  }

  private Ruling release(IdentifiedRequest request, Shown shown) {
    List<TagOpening> openings = request.request().openings();
    return openedSomewhere(shown, openings)
        .or(() -> attestations(request, Set.of(Role.VOID)))
        .or(() -> attested(request, openings, Role.VOID, NotaryRefusal.VOID_ATTESTATION_IS_MISSING))
        .orElseGet(
            () ->
                state.voided(
                    request,
                    new Decision.Outcome.Voided(VoidReason.VOIDED_BY_CUSTODIAN, Optional.empty())));
  }

  private Optional<Ruling> shape(IdentifiedRequest request, Shown shown) {
    TransactionHeader header = request.header();
    if (shown.inputs().isEmpty()) {
      return refusal(NotaryRefusal.NO_INPUTS, "a transaction consumes at least one state");
    }
    Set<StateRef> distinct = new HashSet<>();
    for (StateRef input : shown.inputs()) {
      if (!distinct.add(input)) {
        return refusal(NotaryRefusal.INPUT_IS_REPEATED, input.toString());
      }
    }
    int tags = shown.tags().size();
    if (tags != header.tagCount() || tags != header.outputCount()) {
      return refusal(
          NotaryRefusal.TAGS_DO_NOT_MATCH_OUTPUTS,
          "%d tags for %d outputs".formatted(tags, header.outputCount()));
    }
    return Optional.empty();
  }

  /// Each input that is live is opened by the opening at its place. One that is gone has no tag to
  /// compare with: it ends as a conflict, for which the custodian claimed must have attested.
  private Optional<Ruling> openings(Shown shown, List<TagOpening> openings) {
    if (openings.size() != shown.inputs().size()) {
      return refusal(
          NotaryRefusal.OPENINGS_DO_NOT_MATCH_INPUTS,
          "%d openings for %d inputs".formatted(openings.size(), shown.inputs().size()));
    }
    for (int i = 0; i < openings.size(); i++) {
      StateRef input = shown.inputs().get(i);
      Optional<Hash> tag = state.tagOf(input);
      if (tag.isPresent() && !tag.get().equals(openings.get(i).tag(networkId()))) {
        return refusal(NotaryRefusal.TAG_IS_NOT_OPENED, input.toString());
      }
    }
    return Optional.empty();
  }

  private Optional<Ruling> openedSomewhere(Shown shown, List<TagOpening> openings) {
    if (openings.isEmpty()) {
      return refusal(NotaryRefusal.OPENINGS_DO_NOT_MATCH_INPUTS, "nothing is opened");
    }
    Set<Hash> live = new HashSet<>();
    shown.inputs().forEach(input -> state.tagOf(input).ifPresent(live::add));
    for (TagOpening opening : openings) {
      if (!live.contains(opening.tag(networkId()))) {
        return refusal(NotaryRefusal.TAG_IS_NOT_OPENED, opening.node().value());
      }
    }
    return Optional.empty();
  }

  private Optional<Ruling> attestations(IdentifiedRequest request, Set<Role> expected) {
    Set<Attester> seen = new HashSet<>();
    for (Attestation each : request.request().attestations()) {
      Attester attester = new Attester(each.node(), each.role());
      String evidence = each.node() + " " + each.role();
      if (!expected.contains(each.role())) {
        return refusal(NotaryRefusal.ATTESTATION_ROLE_IS_UNEXPECTED, evidence);
      }
      if (!seen.add(attester)) {
        return refusal(NotaryRefusal.ATTESTATION_IS_REPEATED, evidence);
      }
      if (each.epoch() != request.header().epoch()) {
        return refusal(NotaryRefusal.ATTESTATION_EPOCH_IS_ANOTHER, evidence);
      }
      if (state.standing().participant(each.epoch(), each.node()).isEmpty()) {
        return refusal(NotaryRefusal.NODE_IS_UNKNOWN, evidence);
      }
      if (!each.certificate().covers(state.nextPosition())) {
        return refusal(
            NotaryRefusal.ATTESTATION_KEY_IS_OUT_OF_RANGE,
            "%s at position %d".formatted(evidence, state.nextPosition()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Ruling> attested(
      IdentifiedRequest request, List<TagOpening> openings, Role role, NotaryRefusal otherwise) {
    for (TagOpening opening : openings) {
      boolean found = false;
      for (Attestation each : request.request().attestations()) {
        found |= each.role() == role && each.node().equals(opening.node());
      }
      if (!found) {
        return refusal(otherwise, opening.node().value());
      }
    }
    return Optional.empty();
  }

  private Optional<Decision.Outcome.Voided> epochOver(TransactionHeader header) {
    return state.standing().accepts(header.epoch(), state.logTime())
        ? Optional.empty()
        : voided(VoidReason.EPOCH_OVER);
  }

  private Optional<Decision.Outcome.Voided> blocked(IdentifiedRequest request) {
    boolean isReturn = isReturn(request);
    for (Attestation each : request.request().attestations()) {
      EnumSet<Scope> all = EnumSet.of(each.role() == Role.SPEND ? Scope.SEND : Scope.RECEIVE);
      if (isReturn) {
        all.add(Scope.RETURN);
      }
      if (state.standing().blocks(each.node(), all, state.logTime())) {
        return voided(VoidReason.BLOCKED);
      }
    }
    return Optional.empty();
  }

  /// It is shown to give a payment back, and not by the word of one bank alone: another bank's node
  /// attests that it receives, which it does only for what came from it and no more than that.
  private static boolean isReturn(IdentifiedRequest request) {
    List<Attestation> attestations = request.request().attestations();
    return request.givesBack()
        && attestations.stream()
            .filter(each -> each.role() == Role.RECEIVE)
            .map(Attestation::node)
            .anyMatch(
                receiver ->
                    attestations.stream()
                        .noneMatch(
                            each -> each.role() == Role.SPEND && each.node().equals(receiver)));
  }

  private Optional<Decision.Outcome.Voided> gone(List<StateRef> references) {
    for (StateRef reference : references) {
      if (state.tagOf(reference).isEmpty()) {
        return Optional.of(
            new Decision.Outcome.Voided(VoidReason.CONFLICT, Optional.of(reference)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Decision.Outcome.Voided> voided(VoidReason reason) {
    return Optional.of(new Decision.Outcome.Voided(reason, Optional.empty()));
  }

  private Hash networkId() {
    return state.standing().networkId();
  }

  private static Optional<Ruling> refusal(NotaryRefusal reason, String evidence) {
    return Optional.of(new Ruling.Refused(reason, evidence));
  }

  private static Ruling refuse(NotaryRefusal reason, String evidence) {
    return new Ruling.Refused(reason, evidence);
  }
}
