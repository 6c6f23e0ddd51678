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

  /// Customers that are looked for, by reference, those whose reference comes after this one; an
  /// empty text begins.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws PlatformException `MALFORMED_REQUEST` for what cannot be looked for
  CustomerPart customers(CustomerSearch search, String after, int limit);

  /// Changes how much of the name payers see.
  ///
  /// @param payment the one payment that it is for, by the id that the payer's bank gave it; empty
  ///   for all from now on
  /// @throws PlatformException `UNKNOWN_CUSTOMER`
  CustomerLine disclose(String reference, String disclosure, String payment);

  /// Changes a customer's file; what it says already is no change. The ID centre is told of another
  /// phone as soon as it can be.
  ///
  /// @throws PlatformException `UNKNOWN_CUSTOMER`, `PHONE_TAKEN`, `SCREENING_REFUSED`,
  ///   `CUSTOMER_CHANGE_REFUSED`
  CustomerLine changeCustomer(ChangeCustomer request, long evidence);

  /// How a customer's file was changed after a position, oldest first.
  ///
  /// @throws PlatformException `UNKNOWN_CUSTOMER`
  List<ChangeLine> customerChanges(String reference, long after, int limit);

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

  /// The bank's limits of classes of customers, past and to come.
  List<LimitRow> limitTable();

  /// Finds out who would be paid under an alias, for one payment of this bank. The same question
  /// again has the same answer while the payee stays.
  ///
  /// @param payment the id that the payment will have
  /// @throws PlatformException `PAYEE_NOT_FOUND`, `LOOKUP_QUOTA_REACHED`, `ID_CENTRE_UNAVAILABLE`,
  ///   `PAYMENT_ID_REUSED` when the payment's id was used for another payee
  PayeeLine lookUpPayee(String payment, PayeeAlias alias);

  /// The account number that a payment by alias goes to: the one that was looked up under its id,
  /// or looked up now.
  ///
  /// @param name what the payer was shown, or empty when the payer does not care
  /// @throws PlatformException as a look-up; `PAYEE_NAME_DIFFERS`
  String payee(String payment, PayeeAlias alias, String name);
}
