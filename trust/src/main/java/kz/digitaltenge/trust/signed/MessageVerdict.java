package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.time.Instant;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.participant.SubjectName;

/// What a verifier says of a signed message.
public sealed interface MessageVerdict {
  /// It is the signer's, for us, fresh and kept.
  ///
  /// @param signer whose signature it is
  /// @param signedAt as the signer says, within the window of the verifier's clock
  /// @param position of its evidence in the log
  record Accepted(X509Certificate signer, Instant signedAt, long position)
      implements MessageVerdict {
    /// The identifier of the participant who signed.
    public String participant() {
      return SubjectName.commonNameOf(signer);
    }
  }

  /// It is the signer's, and who signed is not let in now. Nothing is kept of it, so the very same
  /// message may come again.
  record NotAdmitted(String participant, Problem problem) implements MessageVerdict {}

  /// Nothing was done with it.
  ///
  /// @param evidence the offending part, nothing secret
  record Refused(MessageRefusal reason, String evidence) implements MessageVerdict {
    /// How the catalogue of errors tells it.
    public Problem problem() {
      return switch (reason) {
        case STATUS_UNAVAILABLE -> Problem.of(ErrorCode.STATUS_UNAVAILABLE, "reason", evidence);
        case TOO_MANY_MESSAGES ->
            Problem.of(
                ErrorCode.OVERLOADED,
                "queue",
                "The memory of signed messages",
                "limit",
                MessageVerifier.NONCES_MAX);
        case SIGNATURE_MISSING,
            SIGNATURE_GIVEN_TWICE,
            SIGNATURE_MALFORMED,
            ALGORITHM_NOT_ALLOWED,
            ALGORITHM_NOT_OF_THE_KEY,
            CRITICAL_PARAMETER_UNKNOWN,
            TIME_MISSING,
            TIME_TOO_OLD,
            TIME_IN_THE_FUTURE,
            NONCE_MALFORMED,
            CERTIFICATE_UNKNOWN,
            SIGNATURE_WRONG,
            CERTIFICATE_OF_FOREIGN_AUTHORITY,
            CERTIFICATE_NOT_YET_VALID,
            CERTIFICATE_EXPIRED,
            CERTIFICATE_NOT_FOR_SIGNATURES,
            CERTIFICATE_NOT_FOR_CONNECTIONS,
            CERTIFICATE_REVOKED,
            REPLAYED ->
            Problem.of(ErrorCode.SIGNED_MESSAGE_REFUSED, "refusal", reason, "evidence", evidence);
      };
    }
  }
}
