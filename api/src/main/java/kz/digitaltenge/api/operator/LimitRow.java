package kz.digitaltenge.api.operator;

import java.time.LocalDate;
import kz.digitaltenge.ledger.Amount;

/// A limit of a class of customers.
///
/// @param of the class
/// @param kind `BALANCE`, `SINGLE`, `DAILY` or `MONTHLY`
/// @param from the first day on which it is in force
/// @param isInForce whether it is today
public record LimitRow(String of, String kind, LocalDate from, Amount limit, boolean isInForce) {}
