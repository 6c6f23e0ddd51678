package kz.digitaltenge.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.Seed;

/// An alias as the ID centre sees it: its HMAC under a key that the banks share and the centre does
/// not have. Without that key a tag tells nothing, though there are few enough phones to try all.
public record AliasTag(Hash value) {
  /// The tag of an alias.
  ///
  /// @param banks the key that the banks share
  public static AliasTag of(Seed banks, Alias alias) {
    byte[] kind = {(byte) alias.kind().code()};
    return new AliasTag(
        Hash.of(HmacSha256.keyedBy(banks.reveal()).mac(kind, alias.value().getBytes(UTF_8))));
  }
}
