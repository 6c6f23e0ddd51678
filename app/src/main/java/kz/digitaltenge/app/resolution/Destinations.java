package kz.digitaltenge.app.resolution;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.app.resolution.PaidJournal.To;
import kz.digitaltenge.app.role.ResolutionRole;
import kz.digitaltenge.ledger.NodeId;

/// Where a failed bank's customers are paid: each at the customer's own account at the successor
/// when the ID centre names that bank for the customer's IIN or BIN once the failed one stands
/// behind, and otherwise at the account that the order names.
///
/// No other bank than the successor is paid, whatever it claims: the officers chose this one.
final class Destinations {
  private static final String OPEN = "OPEN";
  private static final String OTHERS_FIRST = "OTHERS_FIRST";

  private final ResolutionRole role;
  private final NodeId bank;
  private final NodeId successor;
  private final String currency;

  /// @param why it is not the customer's own; empty when it is
  record Destination(To to, String payee, String why) {}

  Destinations(ResolutionRole role, NodeId bank, NodeId successor, String currency) {
    this.role = role;
    this.bank = bank;
    this.successor = successor;
    this.currency = currency;
  }

  String currency() {
    return currency;
  }

  /// What the payee is told: whose money it is.
  Remittance remittance(String account) {
    // The same under a later order, for it is a term of a payment that may be ordered again then.
    return Remittance.of("Resolution of %s".formatted(bank), account, "");
  }

  Destination successor(String why) {
    return new Destination(
        To.SUCCESSOR, role.order().block().resolution().orElseThrow().account(), why);
  }

  /// @throws PlatformException when the ID centre or the successor is away
  Destination of(AccountLine account, String payment) {
    Optional<CustomerLine> known = customer(account);
    if (known.isEmpty()) {
      return successor("it has no customer's file");
    }
    CustomerLine customer = known.get();
    if (!customer.state().equals(OPEN)) {
      return successor("the account is " + customer.state());
    }
    try {
      standBehind(customer);
      PayeeLine payee = customers().lookUpPayee(payment, alias(customer));
      return payee.bank().equals(successor.value())
          ? new Destination(To.CUSTOMER, payee.account(), "")
          : successor("the customer has no account at " + successor);
    } catch (PlatformException e) {
      if (e.problem().code().retry() != RetryAdvice.AFTER_CORRECTION) {
        throw e;
      }
      return successor("no account was found: " + e.code());
    }
  }

  private void standBehind(CustomerLine customer) {
    if (!customer.serving().equals(OTHERS_FIRST)) {
      var _ =
          customers()
              .changeCustomer(
                  new ChangeCustomer(
                      customer.reference(),
                      "Resolution, order " + role.order().sequence(),
                      Optional.empty(),
                      ChangeCustomer.Name.SAME,
                      Optional.empty(),
                      Optional.of(OTHERS_FIRST)),
                  0);
    }
  }

  /// Of the account, if it has a customer's file.
  Optional<CustomerLine> customer(AccountLine account) {
    try {
      return Optional.of(customers().customer(account.reference()));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.UNKNOWN_CUSTOMER) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private CustomerOperations customers() {
    return role.customers();
  }

  private static PayeeAlias alias(CustomerLine customer) {
    return customer.kind().equals("COMPANY")
        ? new PayeeAlias("", "", customer.number())
        : new PayeeAlias("", customer.number(), "");
  }
}
