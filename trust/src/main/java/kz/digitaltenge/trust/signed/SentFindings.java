package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.signed.EvidenceReport.About;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;

/// Judges what the platform itself signed: like any message, and besides that an answer is bound to
/// the request that it is kept as the answer to.
///
/// What was kept without the status of its certificate is proved by a later answer about it in the
/// same file, since no revocation is taken back.
final class SentFindings {
  /// Where an answer's description names what it answers.
  private static final int ANSWERED_LINE = 4;

  private final Function<KeptRecord.Message, Judgement> whole;
  private final Function<KeptRecord.Message, Judgement> butStatus;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Long, NotificationOutcome> outcomes = new HashMap<>();

  private record Taken(long position, KeptRecord.Sent sent, Judgement judgement) {
    boolean lacksStatus() {
      return sent.answers().isEmpty();
    }
  }

  /// @param whole judges a message
  /// @param butStatus judges all but the status of its certificates
  SentFindings(
      Function<KeptRecord.Message, Judgement> whole,
      Function<KeptRecord.Message, Judgement> butStatus) {
    this.whole = whole;
    this.butStatus = butStatus;
  }

  void take(long position, KeptRecord.Sent sent) {
    var message =
        new KeptRecord.Message(
            sent.at(), sent.signature(), sent.description(), sent.chain(), sent.answers());
    Judgement judgement =
        sent.answers().isEmpty() ? butStatus.apply(message) : whole.apply(message);
    taken.add(new Taken(position, sent, judgement));
  }

  void take(KeptRecord.Outcome outcome) {
    outcomes.put(outcome.notification(), outcome.cameOf());
  }

  Stream<Instant> timesBefore(long position) {
    return taken.stream().filter(each -> each.position() < position).map(each -> each.sent().at());
  }

  /// When the file has been read.
  ///
  /// @param start where it begins
  /// @param requests that are in it
  List<Sent> judged(JournalPlace start, List<Finding> requests) {
    Map<Long, Finding> known =
        requests.stream().collect(Collectors.toMap(Finding::position, each -> each));
    Map<List<Hash>, Later> later = new HashMap<>();
    var judged = new ArrayList<Sent>();
    for (Taken each : taken.reversed()) {
      Judgement judgement = each.lacksStatus() ? byLater(each, later) : each.judgement();
      if (!each.lacksStatus() && judgement instanceof Judgement.Proved(var _, var answers)) {
        later.putIfAbsent(each.sent().chain(), new Later(each.sent().at(), answers));
      }
      judged.add(sent(each, judgement, start, known));
    }
    return judged.reversed();
  }

  /// Status that is known from something that was sent later.
  private record Later(Instant at, List<Bytes> answers) {}

  private static Judgement byLater(Taken each, Map<List<Hash>, Later> known) {
    if (!(each.judgement() instanceof Judgement.Proved(var chain, var _))) {
      return each.judgement();
    }
    Later later = known.get(each.sent().chain());
    return later == null || later.at().isBefore(each.sent().at())
        ? new Judgement.NotProved(
            "the status of its certificate was not known then, and nothing later in the file says"
                + " that it was good")
        : new Judgement.Proved(chain, later.answers());
  }

  private Sent sent(
      Taken each, Judgement judgement, JournalPlace start, Map<Long, Finding> requests) {
    Optional<String> unbound = unbound(each, start, requests);
    var finding =
        new Finding(
            each.position(),
            each.sent().at(),
            each.sent().signature(),
            each.sent().description(),
            unbound.<Judgement>map(Judgement.NotProved::new).orElse(judgement),
            Optional.empty());
    About about =
        switch (each.sent().about()) {
          case KeptRecord.About.Request(long position) -> new About.Request(position);
          case KeptRecord.About.Webhook(String webhook, String url) ->
              new About.Webhook(webhook, url, Optional.ofNullable(outcomes.get(each.position())));
        };
    return new Sent(finding, about);
  }

  /// Why it does not belong to what it is kept with.
  private static Optional<String> unbound(
      Taken each, JournalPlace start, Map<Long, Finding> requests) {
    String[] lines = new String(each.sent().description().toArray(), UTF_8).split("\n", -1);
    String kind = lines.length > ANSWERED_LINE ? lines[1] : "";
    return switch (each.sent().about()) {
      case KeptRecord.About.Webhook _ ->
          kind.equals("notification") ? Optional.empty() : Optional.of("it is no notification");
      case KeptRecord.About.Request(long position) -> {
        Finding request = requests.get(position);
        if (!kind.equals("answer")) {
          yield Optional.of("it is no answer");
        }
        if (request == null) {
          yield position < start.position()
              ? Optional.empty()
              : Optional.of("no request is at %d, which it is to answer".formatted(position));
        }
        yield unbound(each.sent().description(), request);
      }
    };
  }

  /// Why an answer's description is not of the answer to a request; empty when it is.
  static Optional<String> unbound(Bytes description, Finding request) {
    String[] lines = new String(description.toArray(), UTF_8).split("\n", -1);
    return lines.length > ANSWERED_LINE
            && DetachedSignature.hashOf(request.signature()).hex().equals(lines[ANSWERED_LINE])
        ? Optional.empty()
        : Optional.of("it answers another request than that at " + request.position());
  }
}
