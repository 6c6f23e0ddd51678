package kz.digitaltenge.api.operator;

import java.time.Instant;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;

/// A request to pay as one of its two banks has it.
///
/// @param request this bank's id for it
/// @param side `PAYEE` or `PAYER`, whose bank this is
/// @param bank the other one
/// @param payer at the payee's bank the number that was asked, which may stand for an account
/// @param state its name
/// @param payment the id of the payment that fulfils it
/// @param position of its last change
/// @param note why it was refused, or what is waited for
public record PaymentRequestLine(
    String request,
    String side,
    String bank,
    String payee,
    String payeeName,
    String payer,
    Asset asset,
    Amount amount,
    String purpose,
    Instant expiresAt,
    String state,
    String payment,
    Instant createdAt,
    Instant changedAt,
    long position,
    Note note) {}
