package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;

/// A sum that limits a class of customers.
///
/// @param of the class
/// @param kind `BALANCE`, `SINGLE`, `DAILY` or `MONTHLY`
/// @param from the first day on which it is in force, of Almaty
/// @param isInForce whether it is today
public record ClassLimit(
    @JsonProperty("class") Customer.LimitClass of,
    String kind,
    LocalDate from,
    BigDecimal limit,
    boolean isInForce) {}
