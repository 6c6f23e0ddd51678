package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What signatories of a company's account were asked, and have said.
public sealed interface Approval {
  /// The payment's or the register's.
  String id();

  State state();

  /// How many must approve it.
  int required();

  /// Oldest first.
  List<Decision> decisions();

  /// After which it is approved no more.
  Instant expiresAt();

  /// What a signatory signs to approve it, by a JWS with detached content of their own key.
  String toApprove();

  /// And to refuse it.
  String toRefuse();

  /// How far it has come.
  enum State {
    AWAITING_APPROVAL,
    /// Enough have approved; a payment is on its way, a register tells itself how it stands.
    APPROVED,
    PAID,
    /// Nothing has moved and nothing will; so for the two below.
    REFUSED,
    WITHDRAWN,
    EXPIRED,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// What a signatory said.
  ///
  /// @param decision `APPROVE` or `REFUSE`
  /// @param mandateVersion that it was said under
  /// @param evidence where the signed request is kept at the gateway
  record Decision(
      String signatory,
      String decision,
      int mandateVersion,
      Instant at,
      String signature,
      String evidence) {}

  /// Of a payment, to one payee or to several.
  ///
  /// @param payee empty when there are legs
  /// @param refundOf the transaction that it gives back
  /// @param note what is waited for, or why it was not paid; for people
  record OfPayment(
      String id,
      State state,
      String payer,
      Optional<String> payee,
      List<SplitPayment.Leg> legs,
      Optional<String> refundOf,
      BigDecimal amount,
      Optional<String> purpose,
      Optional<String> reference,
      Optional<String> knp,
      int required,
      List<Decision> decisions,
      Instant filedAt,
      Instant expiresAt,
      Instant changedAt,
      Optional<String> transaction,
      Optional<String> note,
      String toApprove,
      String toRefuse)
      implements Approval {
    // Absent where the interface leaves it out.
    @SuppressWarnings("NullAway") // JSON has no empty lists for what it leaves out
    public OfPayment {
      legs = legs == null ? List.of() : List.copyOf(legs);
      decisions = List.copyOf(decisions);
    }
  }

  /// Of a register as a whole.
  ///
  /// @param undecided the ids of those who may still decide
  /// @param note why it is not paid; for people
  record OfRegister(
      String id,
      State state,
      int required,
      List<Decision> decisions,
      List<String> undecided,
      Instant filedAt,
      Instant expiresAt,
      Instant changedAt,
      Optional<String> note,
      String toApprove,
      String toRefuse)
      implements Approval {
    public OfRegister {
      decisions = List.copyOf(decisions);
      undecided = List.copyOf(undecided);
    }
  }
}
