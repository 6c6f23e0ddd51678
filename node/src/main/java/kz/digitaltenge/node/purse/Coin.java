package kz.digitaltenge.node.purse;

import java.nio.ByteBuffer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;
import org.jspecify.annotations.Nullable;

/// One live token in some eighty bytes, its place in a [CoinTree] included; account and holding are
/// the [Pouch]'s. Ordered by amount, then by reference, so that equal histories choose equal
/// tokens.
final class Coin implements Comparable<Coin> {
  private final long id0;
  private final long id1;
  private final long id2;
  private final long id3;
  private final int index;
  private final long labelHigh;
  private final long labelLow;
  final long tiyn;

  // The tree's own; see CoinTree.
  @Nullable Coin left;
  @Nullable Coin right;
  byte height;

  private Coin(ByteBuffer id, int index, long tiyn, KeyLabel label) {
    this.id0 = id.getLong();
    this.id1 = id.getLong();
    this.id2 = id.getLong();
    this.id3 = id.getLong();
    this.index = index;
    this.tiyn = tiyn;
    this.labelHigh = label.high();
    this.labelLow = label.low();
  }

  static Coin of(OwnState state) {
    return new Coin(
        ByteBuffer.wrap(state.ref().transaction().hash().trusted()),
        state.ref().index(),
        state.amount().tiyn(),
        state.label());
  }

  StateRef ref() {
    var id =
        ByteBuffer.allocate(Hash.SIZE_BYTES).putLong(id0).putLong(id1).putLong(id2).putLong(id3);
    return new StateRef(new TransactionId(Hash.ofTrusted(id.array())), index);
  }

  OwnState state(AccountId account, Holding holding) {
    return new OwnState(
        ref(),
        account,
        OwnState.Kind.TOKEN,
        holding,
        Amount.ofTiyn(tiyn),
        new KeyLabel(labelHigh, labelLow));
  }

  @Override
  public int compareTo(Coin other) {
    if (tiyn != other.tiyn) {
      return Long.compare(tiyn, other.tiyn);
    }
    if (id0 != other.id0) {
      return Long.compareUnsigned(id0, other.id0);
    }
    if (id1 != other.id1) {
      return Long.compareUnsigned(id1, other.id1);
    }
    if (id2 != other.id2) {
      return Long.compareUnsigned(id2, other.id2);
    }
    if (id3 != other.id3) {
      return Long.compareUnsigned(id3, other.id3);
    }
    return Integer.compare(index, other.index);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Coin that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id0) * 31 + index;
  }
}
