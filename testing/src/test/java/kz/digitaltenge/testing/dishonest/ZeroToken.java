package kz.digitaltenge.testing.dishonest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.peer.StreamPeers;

/// A token worth nothing is no value, so it can only be made of bytes.
final class ZeroToken {
  private static final Amount SEVEN = Amount.ofTiyn(7);

  private ZeroToken() {}

  /// The bytes of an honest proposal in which 7 tiyn became 0.
  static void propose(DishonestBank crook, Deal deal, Draft honest) {
    Token paid = (Token) honest.outputs.getFirst();
    var seven = new Token(paid.asset(), SEVEN, paid.mark(), paid.condition(), paid.custodian());
    honest.output(0, seven);
    var request =
        new Propose(
            deal.payment(), deal.attempt(), deal.payee(), honest.signed(), honest.provenance);
    byte[][] sent = new byte[1][];
    int[] kind = new int[1];
    var recorder =
        new StreamPeers(
            _ ->
                (messageKind, body) -> {
                  kind[0] = messageKind;
                  sent[0] = body;
                  return new CompletableFuture<>();
                });
    var _ = recorder.propose(deal.bank(), request);
    byte[] body = sent[0];
    byte[] leaf = seven.valueLeaf();
    int place = find(body, leaf);
    int digit = find(leaf, new byte[] {(byte) SEVEN.tiyn()});
    body[place + digit] = 0;
    var _ = DishonestBank.await(crook.send(deal.bank(), kind[0], body));
  }

  private static int find(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      int same = 0;
      while (same < what.length && in[i + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return i;
      }
    }
    throw new AssertionError(assertThat(in).as("contains").contains(what).toString());
  }
}
