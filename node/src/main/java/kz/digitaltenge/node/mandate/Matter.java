package kz.digitaltenge.node.mandate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;

/// What signatories are asked about, and what they sign for it.
sealed interface Matter {
  /// Under which it is filed: no other matter has it.
  String key();

  AccountId payer();

  /// What is to leave the payer's account.
  Amount amount();

  /// The matter and the decision on it, as JSON with its members in this order and no spaces.
  String content(Decision.Answer answer);

  /// A payment, to one payee or to several who are told the same.
  record Payment(PaymentOrder order) implements Matter {
    /// What the signatories and the payees are told.
    Remittance remittance() {
      return order.remittance();
    }

    /// The same without it.
    Payment untold() {
      return new Payment(order.telling(Remittance.NONE));
    }

    boolean isSplit() {
      return order.legs().size() > 1;
    }

    /// Whom it pays when that is one.
    AccountId payee() {
      return order.legs().getFirst().payee();
    }

    @Override
    public String key() {
      return order.id().value();
    }

    @Override
    public AccountId payer() {
      return order.payer();
    }

    @Override
    public Amount amount() {
      return order.amount();
    }

    @Override
    public String content(Decision.Answer answer) {
      return "{\"decision\":\"%s\",\"payment\":\"%s\",\"payer\":\"%s\",%s%s,\"amount\":\"%s\",\"currency\":\"%s\",\"purpose\":\"%s\"%s%s}"
          .formatted(
              answer,
              order.id().value(),
              order.payer().value(),
              isSplit() ? legs() : "\"payee\":\"" + payee().value() + "\"",
              order.refundOf().map(of -> ",\"refundOf\":\"" + of + "\"").orElse(""),
              order.amount(),
              order.holding().asset().code(),
              remittance().purpose().replace("\\", "\\\\").replace("\"", "\\\""),
              member("reference", remittance().reference()),
              member("knp", remittance().knp()));
    }

    /// Nothing when it is empty.
    private static String member(String name, String value) {
      return value.isEmpty() ? "" : ",\"%s\":\"%s\"".formatted(name, value);
    }

    private String legs() {
      return order.legs().stream()
          .map(
              leg ->
                  "{\"payee\":\"%s\",\"amount\":\"%s\"}"
                      .formatted(leg.payee().value(), leg.amount()))
          .collect(Collectors.joining(",", "\"legs\":[", "]"));
    }
  }

  /// A standing order: approved once, for each of its payments.
  ///
  /// @param amount of each
  /// @param terms as members of JSON, without spaces; empty when it is read from the book, which
  ///   keeps their digest alone, for they may name a phone, an IIN or a BIN
  record Standing(
      String id, AccountId payer, String currency, Amount amount, Hash digest, String terms)
      implements Matter {
    private static final String KEY = "standing/";

    static Standing of(String id, AccountId payer, String currency, Amount amount, String terms) {
      return new Standing(id, payer, currency, amount, Hash.sha256(terms.getBytes(UTF_8)), terms);
    }

    @Override
    public String key() {
      return KEY + id;
    }

    static String id(String key) {
      return key.substring(KEY.length());
    }

    @Override
    public String content(Decision.Answer answer) {
      if (terms.isEmpty()) {
        throw new IllegalStateException("its terms are not here: " + id);
      }
      return "{\"decision\":\"%s\",\"standingOrder\":\"%s\",\"payer\":\"%s\",%s}"
          .formatted(answer, id, payer.value(), terms);
    }
  }

  /// A register as a whole.
  ///
  /// @param count of its lines
  /// @param amount what they come to
  /// @param digest of the bytes that it came in
  record Register(
      String id, AccountId payer, String currency, int count, Amount amount, Hash digest)
      implements Matter {
    private static final String KEY = "register/";

    /// No payment's: their ids have no stroke.
    @Override
    public String key() {
      return KEY + id;
    }

    static String id(String key) {
      return key.substring(KEY.length());
    }

    @Override
    public String content(Decision.Answer answer) {
      return "{\"decision\":\"%s\",\"register\":\"%s\",\"payer\":\"%s\",\"count\":\"%d\",\"total\":\"%s\",\"currency\":\"%s\",\"sha256\":\"%s\"}"
          .formatted(answer, id, payer.value(), count, amount, currency, digest.hex());
    }
  }
}
