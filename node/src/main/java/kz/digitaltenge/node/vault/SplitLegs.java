package kz.digitaltenge.node.vault;

import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.node.account.AccountId;

/// How a transaction's details say that it is a split payment: they are its legs, on the payer's
/// side all of them, on a payee's side those of this node. Nothing else that stands there begins as
/// a list does, and no list is as long as a [RefundLink].
public final class SplitLegs {
  private static final int LIST = 0b100;
  private static final int LEG_ITEMS = 3;

  private SplitLegs() {}

  /// Details of a split payment.
  public static Bytes to(List<Leg> legs) {
    var out = new CborWriter();
    Encoding.list(out, legs, SplitLegs::write);
    return Bytes.ofTrusted(out.toBytes());
  }

  /// The legs, by rising number; none when the details are not those of a split payment.
  public static List<Leg> in(Bytes details) {
    if (details.size() == 0 || Byte.toUnsignedInt(details.trusted()[0]) >>> 5 != LIST) {
      return List.of();
    }
    return RefundLink.in(details).isPresent()
        ? List.of()
        : CborReader.decode(
            details.trusted(), in -> Encoding.list(in, Leg.COUNT_MAX, SplitLegs::read));
  }

  /// The payees in the words of the payer's history: the first, and how many more there are.
  public static String words(List<Leg> legs) {
    String first = legs.getFirst().payee().value();
    return legs.size() == 1 ? first : first + " +" + (legs.size() - 1);
  }

  private static void write(Leg leg, CborWriter out) {
    out.array(LEG_ITEMS).uint(leg.number()).text(leg.payee().value()).uint(leg.amount().tiyn());
  }

  private static Leg read(CborReader in) {
    in.arrayOf(LEG_ITEMS);
    return new Leg(
        (int) in.uint(Leg.COUNT_MAX - 1L),
        new AccountId(in.text(AccountId.LENGTH)),
        Amount.ofTiyn(in.uint(Amount.MAX_TIYN)));
  }
}
