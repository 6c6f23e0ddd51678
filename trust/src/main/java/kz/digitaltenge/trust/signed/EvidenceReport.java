package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.journal.JournalPlace;

/// What a file of the evidence log proves.
///
/// @param start where it begins in the chain of files
/// @param end where it ends
/// @param messages in order, each proved or not
public record EvidenceReport(JournalPlace start, JournalPlace end, List<Finding> messages) {
  public EvidenceReport {
    messages = List.copyOf(messages);
  }

  public boolean isProved() {
    return messages.stream().allMatch(each -> each.judgement() instanceof Judgement.Proved);
  }

  /// One message of the file.
  ///
  /// @param at when it was accepted
  /// @param signature as it was sent
  /// @param description what the signature is over
  public record Finding(
      long position, Instant at, String signature, Bytes description, Judgement judgement) {}

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
