package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.error.PlatformException;

/// What a bank's node does with the bank's customers for the bank's own programs (S01, S02).
///
/// Blocking; any thread may call. What is refused ends with a [PlatformException]. `evidence` is
/// where the signed request is kept that asked for it.
public interface CustomerOperations {
  /// Opens a customer's file and the customer's one account. The same request again is the same
  /// customer.
  ///
  /// @throws PlatformException `CUSTOMER_EXISTS`, `IDENTITY_NUMBER_REFUSED`, `SCREENING_REFUSED`
  CustomerLine openCustomer(OpenCustomer request, long evidence);

  /// One customer.
  ///
  /// @throws PlatformException `UNKNOWN_CUSTOMER`
  CustomerLine customer(String reference);

  /// Customers by reference, those whose reference comes after this one; an empty text begins.
  List<CustomerLine> customersAfter(String reference, int limit);

  /// Changes how much of the name payers see.
  ///
  /// @throws PlatformException `UNKNOWN_CUSTOMER`
  CustomerLine disclose(String reference, String disclosure);

  /// Brings an account into another state. The state that it has already is no change.
  ///
  /// @throws PlatformException `STATE_CHANGE_REFUSED`, `UNKNOWN_ACCOUNT`
  StateLine changeState(ChangeState request, long evidence);

  /// The states that an account came into, oldest first.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  List<StateLine> states(String account);

  /// The limits in force for an account and what is left of them; empty when it has none.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  List<LimitLine> limits(String account);
}
