package kz.digitaltenge.node.vault;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import org.jspecify.annotations.Nullable;

/// How own states and what belongs to them look in the database. A list of states is canonical
/// CBOR: the states a transaction brings (index, account, kind, asset, mark, tiyn, label), then the
/// references it consumes.
final class StateCodec {
  private static final int MARK_SIZE_BYTES = Hash.SIZE_BYTES + Integer.BYTES;
  private static final int ASSET_TEXT_BYTES_MAX = 64;

  /// What a row of the table `entry` says about states.
  record States(List<OwnState> receives, List<StateRef> consumes) {}

  private StateCodec() {}

  static byte[] write(List<OwnState> receives, List<StateRef> consumes) {
    var out = new CborWriter();
    out.array(2).array(receives.size());
    for (var state : receives) {
      out.array(7).uint(state.ref().index()).text(state.account().value());
      out.uint(state.kind().code()).text(text(state.holding().asset()));
      var mark = markOrNull(state.holding());
      if (mark == null) {
        out.nil();
      } else {
        out.bytes(mark);
      }
      out.uint(state.amount().tiyn()).bytes(state.label().toBytes());
    }
    out.array(consumes.size());
    consumes.forEach(ref -> out.bytes(ref.key()));
    return out.toBytes();
  }

  static States read(TransactionId id, byte[] bytes) {
    return CborReader.decode(bytes, in -> readStates(id, in));
  }

  private static States readStates(TransactionId id, CborReader in) {
    in.arrayOf(2);
    var receives = new ArrayList<OwnState>();
    for (var left = in.array(Transaction.OUTPUTS_MAX); left > 0; left--) {
      in.arrayOf(7);
      var ref = new StateRef(id, (int) in.uint(Transaction.OUTPUTS_MAX - 1));
      var account = new AccountId(in.text(AccountId.LENGTH));
      var kind = OwnState.Kind.fromCode((int) in.uint(Byte.MAX_VALUE));
      var asset = asset(in.text(ASSET_TEXT_BYTES_MAX));
      byte[] mark = null;
      if (in.nextIsNil()) {
        in.nil();
      } else {
        mark = in.bytesOf(MARK_SIZE_BYTES);
      }
      var amount = Amount.ofTiyn(in.uint(Amount.MAX_TIYN));
      var label = KeyLabel.fromBytes(in.bytesOf(KeyLabel.SIZE_BYTES));
      receives.add(new OwnState(ref, account, kind, holding(asset, mark), amount, label));
    }
    var consumes = new ArrayList<StateRef>();
    for (var left = in.array(Transaction.INPUTS_MAX); left > 0; left--) {
      consumes.add(StateRef.fromKey(in.bytesOf(StateRef.KEY_SIZE_BYTES)));
    }
    return new States(receives, consumes);
  }

  static String text(Asset asset) {
    return asset.issuer().value() + "/" + asset.code();
  }

  static Asset asset(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not an asset");
    }
    return new Asset(new NodeId(text.substring(0, slash)), text.substring(slash + 1));
  }

  static byte @Nullable [] markOrNull(Holding holding) {
    return holding
        .mark()
        .map(
            mark ->
                ByteBuffer.allocate(MARK_SIZE_BYTES)
                    .put(mark.policy().trusted())
                    .putInt(mark.version())
                    .array())
        .orElse(null);
  }

  static Holding holding(Asset asset, byte @Nullable [] mark) {
    if (mark == null) {
      return Holding.of(asset);
    }
    if (mark.length != MARK_SIZE_BYTES) {
      throw new IllegalArgumentException("A mark of " + mark.length + " bytes");
    }
    var buffer = ByteBuffer.wrap(mark);
    var policy = new byte[Hash.SIZE_BYTES];
    buffer.get(policy);
    return new Holding(asset, Optional.of(new Mark(Hash.ofTrusted(policy), buffer.getInt())));
  }
}
