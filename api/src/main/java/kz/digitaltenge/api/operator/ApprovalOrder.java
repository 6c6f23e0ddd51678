package kz.digitaltenge.api.operator;

/// A signatory's yes or no to a payment or a register, as typed.
///
/// @param id of what is decided on
/// @param decision `APPROVE` or `REFUSE`
/// @param signature a detached JWS of the signatory's own key over what [FiledLine] or
///   [ApprovalLine] gives to sign for that decision
public record ApprovalOrder(String id, String signatory, String decision, String signature) {}
