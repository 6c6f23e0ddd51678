package kz.digitaltenge.ledger.supply;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Domain;

/// A [SetHash] that is being worked on: references come and go at about half a microsecond each.
/// For one thread.
public final class SetSum {
  private static final byte[] ZEROS = new byte[SetHash.SIZE_BYTES];
  private static final IvParameterSpec FROM_ZERO = new IvParameterSpec(new byte[16]);

  private final long[] sum;
  private final long[] element = new long[SetHash.WORDS];
  private final byte[] expanded = new byte[SetHash.SIZE_BYTES];
  private final Cipher cipher = counterMode();

  /// Goes on from a hash.
  public SetSum(SetHash start) {
    this.sum = start.words();
  }

  public void add(StateRef reference) {
    expand(reference);
    SetHash.addTo(sum, element);
  }

  public void remove(StateRef reference) {
    expand(reference);
    SetHash.subtractFrom(sum, element);
  }

  public SetHash hash() {
    return new SetHash(sum.clone());
  }

  private void expand(StateRef reference) {
    Key key = new SecretKeySpec(Domain.SET_ELEMENT.hash(reference.key()).trusted(), "AES");
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, FROM_ZERO);
      int made = cipher.doFinal(ZEROS, 0, ZEROS.length, expanded, 0);
      if (made != expanded.length) {
        throw new IllegalStateException("AES gave %d bytes".formatted(made));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES of this Java does not expand a reference", e);
    }
    ByteBuffer.wrap(expanded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(element);
  }

  private static Cipher counterMode() {
    try {
      return Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES of its own", e);
    }
  }
}
