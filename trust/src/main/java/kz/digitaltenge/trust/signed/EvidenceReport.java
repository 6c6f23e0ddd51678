package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.journal.JournalPlace;

/// What a file of the evidence log proves.
///
/// @param start where it begins in the chain of files
/// @param end where it ends
/// @param messages that were accepted, in order, each proved or not
/// @param sent what the platform itself signed, in order, each proved or not
/// @param faults of its time stamps, as sentences
public record EvidenceReport(
    JournalPlace start,
    JournalPlace end,
    List<Finding> messages,
    List<Sent> sent,
    List<String> faults) {
  public EvidenceReport {
    messages = List.copyOf(messages);
    sent = List.copyOf(sent);
    faults = List.copyOf(faults);
  }

  public boolean isProved() {
    return faults.isEmpty()
        && Stream.concat(messages.stream(), sent.stream().map(Sent::finding))
            .allMatch(each -> each.judgement() instanceof Judgement.Proved);
  }

  /// The same beside other files: an answer to a request that is in one of them is proved only when
  /// it answers that request.
  public EvidenceReport beside(Collection<EvidenceReport> others) {
    Map<Long, List<Finding>> requests =
        others.stream()
            .flatMap(each -> each.messages().stream())
            .collect(Collectors.groupingBy(Finding::position));
    return new EvidenceReport(
        start, end, messages, sent.stream().map(each -> beside(each, requests)).toList(), faults);
  }

  private static Sent beside(Sent answer, Map<Long, List<Finding>> requests) {
    if (!(answer.about() instanceof About.Request(long position))
        || !(answer.finding().judgement() instanceof Judgement.Proved)) {
      return answer;
    }
    return requests.getOrDefault(position, List.of()).stream()
        .flatMap(each -> SentFindings.unbound(answer.finding().description(), each).stream())
        .findFirst()
        .map(why -> new Sent(answer.finding().notProved(why), answer.about()))
        .orElse(answer);
  }

  /// What the platform sent.
  public record Sent(Finding finding, About about) {}

  /// What something that was sent belongs to.
  public sealed interface About {
    /// It answers the request at a position, of this file or one before it.
    record Request(long position) implements About {}

    /// It is a notification.
    ///
    /// @param webhook the id of whom it was for
    /// @param cameOf what came of it; empty when the file does not tell
    record Webhook(String webhook, String url, Optional<NotificationOutcome> cameOf)
        implements About {}
  }

  /// One message of the file.
  ///
  /// @param at when it was accepted, or about to be sent
  /// @param signature as it was sent
  /// @param description what the signature is over
  /// @param stamp the first one under the message; empty when there is none yet
  public record Finding(
      long position,
      Instant at,
      String signature,
      Bytes description,
      Judgement judgement,
      Optional<Stamp> stamp) {
    private Finding notProved(String why) {
      return new Finding(position, at, signature, description, new Judgement.NotProved(why), stamp);
    }
  }

  /// A time stamp that holds.
  ///
  /// @param position everything before it was there then
  /// @param at the authority's time
  /// @param digest what was stamped: the hash of the chain at the position
  /// @param token DER
  public record Stamp(long position, Instant at, Hash digest, Bytes token) {}

  /// Whether a message is proved.
  public sealed interface Judgement {
    /// The signature is of the certificate, which was good then.
    ///
    /// @param chain leaf, issuer, root
    /// @param answers DER of OCSP about leaf and issuer
    record Proved(List<X509Certificate> chain, List<Bytes> answers) implements Judgement {
      public Proved {
        chain = List.copyOf(chain);
        answers = List.copyOf(answers);
      }
    }

    /// Why not.
    record NotProved(String why) implements Judgement {}
  }
}
