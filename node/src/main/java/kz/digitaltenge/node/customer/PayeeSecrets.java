package kz.digitaltenge.node.customer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Locale;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.node.account.AccountId;

/// Keyed hashes of what must not be kept in the clear.
///
/// @param banks the key that the banks share and the ID centre does not have
/// @param own the node's
record PayeeSecrets(Seed banks, Seed own) {
  /// The letter that numbers for one payment begin with, after the bank's code.
  private static final String HANDLE = "P";

  private static final int HANDLE_FROM = 7;
  private static final int HANDLE_DIGITS = 12;
  private static final int RADIX = 36;

  /// 36 to the power of 12, which is below 2 to the power of 63.
  private static final long HANDLES = 4_738_381_338_321_616_896L;

  AliasTag tag(Alias alias) {
    return AliasTag.of(banks, alias);
  }

  /// What this node keeps of an alias that it paid to.
  Hash kept(Alias alias) {
    return mac("paid alias", tag(alias).value().trusted());
  }

  /// What this node keeps of a name that a payer was shown.
  Hash kept(PaymentId payment, String name) {
    return mac("shown name", sized(payment.value()), sized(name));
  }

  /// A number that stands for an account in one payment of a peer. It tells nothing of the account.
  AccountId handle(String bankCode, NodeId peer, PaymentId payment, AccountId account) {
    Hash hash = mac("handle", sized(peer.value()), sized(payment.value()), sized(account.value()));
    long number = (ByteBuffer.wrap(hash.toArray()).getLong() >>> 1) % HANDLES;
    String digits = Long.toString(number, RADIX).toUpperCase(Locale.ROOT);
    return AccountId.of(bankCode, HANDLE + "0".repeat(HANDLE_DIGITS - digits.length()) + digits);
  }

  /// Whether a number may stand for an account in a payment.
  static boolean isHandle(AccountId number) {
    return number.value().startsWith(HANDLE, HANDLE_FROM);
  }

  private Hash mac(String purpose, byte[]... parts) {
    return Hash.of(HmacSha256.keyedBy(own.derive(purpose.getBytes(US_ASCII)).reveal()).mac(parts));
  }

  /// With its length in front, so that no two texts run into each other.
  private static byte[] sized(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }
}
