package kz.digitaltenge.centralbank.conversion;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// A bank's wish to have money on its correspondent account as digital tenge, or the other way
/// (S03, S13).
///
/// @param account the bank's own account at its node, which the digital tenge go to or come from
public record ConversionRequest(
    ConversionId id, Conversion.Kind kind, AccountId account, Amount amount) {}
