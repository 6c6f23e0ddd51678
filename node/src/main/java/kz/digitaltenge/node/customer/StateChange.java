package kz.digitaltenge.node.customer;

import java.time.Instant;
import kz.digitaltenge.node.account.AccountId;

/// That an account came into a state, and why.
///
/// @param reason in the bank's words, without personal data
/// @param order names the authority's order; empty when there is none
/// @param evidence where the signed request is kept
public record StateChange(
    AccountId account,
    AccountState state,
    String reason,
    String order,
    Instant at,
    long evidence) {}
