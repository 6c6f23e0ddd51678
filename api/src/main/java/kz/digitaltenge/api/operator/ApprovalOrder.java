package kz.digitaltenge.api.operator;

/// A signatory's yes or no to a payment, as typed.
///
/// @param decision `APPROVE` or `REFUSE`
/// @param signature a detached JWS of the signatory's own key over what [FiledLine] gives to sign
///   for that decision
public record ApprovalOrder(String payment, String signatory, String decision, String signature) {}
