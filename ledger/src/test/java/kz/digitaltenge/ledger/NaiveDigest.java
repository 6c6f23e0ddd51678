package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// The digest tree once more, straight from `docs/protocol/digest-tree.md` and as slow as it likes.
final class NaiveDigest {
  private final Bytes salt;

  NaiveDigest(Bytes salt) {
    this.salt = salt;
  }

  Hash id(Transaction transaction) {
    var outputs = new ArrayList<byte[]>();
    for (State output : transaction.outputs()) {
      outputs.add(output.valueLeaf());
      outputs.add(output.ownerLeaf());
    }
    return tree(
        List.of(
            group(0, List.of(transaction.header().encode())),
            group(1, encoded(transaction.inputs())),
            group(2, outputs),
            group(
                3,
                transaction.tags().stream()
                    .map(each -> Encoding.encode(each, (v, out) -> v.writeTo(out)))
                    .toList()),
            group(4, encoded(transaction.references())),
            group(
                5,
                transaction.intents().stream()
                    .map(each -> Encoding.encode(each, Intent::writeTo))
                    .toList())));
  }

  private static List<byte[]> encoded(List<StateRef> references) {
    return references.stream().map(each -> Encoding.encode(each, StateRef::writeTo)).toList();
  }

  private Hash group(int code, List<byte[]> items) {
    if (items.isEmpty()) {
      return hash("DT1/tx-empty", position(code, 0), nonce(code, 0));
    }
    var leaves = new ArrayList<Hash>();
    for (int i = 0; i < items.size(); i++) {
      leaves.add(hash("DT1/tx-leaf", position(code, i), nonce(code, i), items.get(i)));
    }
    return tree(leaves);
  }

  /// RFC 9162 §2.1.1: the left part is the largest power of two smaller than the whole.
  private static Hash tree(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = 1;
    while (2 * left < leaves.size()) {
      left *= 2;
    }
    return hash(
        "DT1/tx-node",
        tree(leaves.subList(0, left)).trusted(),
        tree(leaves.subList(left, leaves.size())).trusted());
  }

  private byte[] nonce(int group, int index) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.trusted(), "HmacSHA256"));
      return mac.doFinal(position(group, index));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] position(int group, int index) {
    return ByteBuffer.allocate(5).put((byte) group).putInt(index).array();
  }

  private static Hash hash(String domain, byte[]... parts) {
    var all = new ArrayList<byte[]>();
    all.add(new byte[] {(byte) domain.length()});
    all.add(domain.getBytes(US_ASCII));
    all.addAll(List.of(parts));
    return Hash.sha256(all.toArray(byte[][]::new));
  }
}
