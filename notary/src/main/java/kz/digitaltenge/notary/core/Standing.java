package kz.digitaltenge.notary.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.BlocksInForce;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// The parameters and orders in force: what every request is judged under. Immutable; an entry that
/// changes it makes a new one.
public final class Standing {

  private static final int ORDERS_MAX = 1024;

  private final Hash networkId;
  private final SignedParameters current;
  private final Optional<SignedParameters> previous;
  private final Instant since;
  private final long orderSequence;
  private final BlocksInForce blocks;
  private final Map<NodeId, Participant> participants;
  private final Map<NodeId, Participant> participantsBefore;

  private Standing(
      Hash networkId,
      SignedParameters current,
      Optional<SignedParameters> previous,
      Instant since,
      long orderSequence,
      BlocksInForce blocks) {
    this.networkId = networkId;
    this.current = current;
    this.previous = previous;
    this.since = since;
    this.orderSequence = orderSequence;
    this.blocks = blocks;
    this.participants = byNode(current.parameters());
    this.participantsBefore = previous.map(before -> byNode(before.parameters())).orElse(Map.of());
  }

  /// The standing of a network that has just been founded.
  public static Standing founded(SignedParameters genesis) {
    return new Standing(
        genesis.parameters().hash(),
        genesis,
        Optional.empty(),
        genesis.parameters().effectiveFrom(),
        0,
        BlocksInForce.NONE);
  }

  Standing with(SignedParameters next, Instant logTime) {
    return new Standing(networkId, next, Optional.of(current), logTime, orderSequence, blocks);
  }

  Standing with(BlockOrder order) {
    return new Standing(networkId, current, previous, since, order.sequence(), blocks.with(order));
  }

  public Hash networkId() {
    return networkId;
  }

  public NetworkParameters parameters() {
    return current.parameters();
  }

  public SignedParameters signedParameters() {
    return current;
  }

  public int epoch() {
    return current.parameters().epoch();
  }

  /// The sequence of the last order applied; 0 before the first.
  public long orderSequence() {
    return orderSequence;
  }

  /// Whether what was verified under `other` may be judged under this: no parameters and no orders
  /// came between.
  public boolean isInStepWith(Standing other) {
    return epoch() == other.epoch() && orderSequence == other.orderSequence;
  }

  /// The parameters of an epoch, when they are the current ones or those before.
  public Optional<NetworkParameters> parametersOf(int epoch) {
    return signedParametersOf(epoch).map(SignedParameters::parameters);
  }

  /// The same under the central bank's signature.
  public Optional<SignedParameters> signedParametersOf(int epoch) {
    if (epoch == epoch()) {
      return Optional.of(current);
    }
    return epoch == epoch() - 1 ? previous : Optional.empty();
  }

  /// Whether what was made under `epoch` is still valid: the current parameters, and for a while
  /// those before.
  public boolean accepts(int epoch, Instant logTime) {
    return epoch == epoch()
        || (epoch == epoch() - 1
            && !current.parameters().urgent()
            && logTime.isBefore(since.plus(NotaryLimits.EPOCH_GRACE)));
  }

  /// Whether the parameters of `epoch` are at hand: the current ones and those before.
  public boolean knows(int epoch) {
    return epoch == epoch() || (epoch == epoch() - 1 && previous.isPresent());
  }

  /// A participant as the parameters of `epoch` list it; empty also when that epoch is neither the
  /// current one nor the one before.
  public Optional<Participant> participant(int epoch, NodeId node) {
    if (epoch == epoch()) {
      return Optional.ofNullable(participants.get(node));
    }
    return epoch == epoch() - 1
        ? Optional.ofNullable(participantsBefore.get(node))
        : Optional.empty();
  }

  /// The last order about each node, and about the whole network.
  public List<BlockOrder> orders() {
    return blocks.orders();
  }

  /// Whether all of these are blocked.
  boolean blocks(NodeId node, Set<Scope> all, Instant logTime) {
    return blocks.blocking(node, all, logTime).isPresent();
  }

  private static Map<NodeId, Participant> byNode(NetworkParameters parameters) {
    Map<NodeId, Participant> byNode = new HashMap<>();
    parameters.participants().forEach(each -> byNode.put(each.node(), each));
    return byNode;
  }

  public byte[] encode() {
    CborWriter out = new CborWriter().array(6);
    networkId.writeTo(out);
    current.writeTo(out);
    Encoding.optional(out, previous, SignedParameters::writeTo);
    Encoding.instant(out, since);
    out.uint(orderSequence);
    Encoding.list(out, blocks.orders(), (order, to) -> to.bytes(order.encode()));
    return out.toBytes();
  }

  public static Standing decode(byte[] bytes) {
    return Encoding.decode(bytes, Standing::readFrom);
  }

  private static Standing readFrom(CborReader in) {
    in.arrayOf(6);
    Hash networkId = Hash.readFrom(in);
    SignedParameters current = SignedParameters.readFrom(in);
    Optional<SignedParameters> previous = Encoding.optional(in, SignedParameters::readFrom);
    Instant since = Encoding.instant(in);
    long orderSequence = in.uint();
    List<BlockOrder> orders =
        Encoding.list(in, ORDERS_MAX, item -> BlockOrder.decode(item.bytes(BlockOrder.BYTES_MAX)));
    return new Standing(
        networkId, current, previous, since, orderSequence, BlocksInForce.of(orders));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standing that && java.util.Arrays.equals(encode(), that.encode());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(orderSequence) * 31 + epoch();
  }

  @Override
  public String toString() {
    return "Standing[epoch %d, order %d]".formatted(epoch(), orderSequence);
  }
}
