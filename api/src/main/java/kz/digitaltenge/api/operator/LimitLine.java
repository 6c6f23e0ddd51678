package kz.digitaltenge.api.operator;

import java.time.LocalDate;
import kz.digitaltenge.ledger.Amount;

/// A limit of an account.
///
/// @param kind `BALANCE`, `SINGLE`, `DAILY` or `MONTHLY`
/// @param from since when the sum is in force
/// @param remainder what may still be received or paid
public record LimitLine(String kind, LocalDate from, Amount limit, Amount remainder) {}
