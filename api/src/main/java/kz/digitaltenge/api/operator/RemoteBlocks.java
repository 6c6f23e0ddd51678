package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.wire.BlockBoardReply;
import kz.digitaltenge.api.wire.BlockBoardRequest;
import kz.digitaltenge.api.wire.BlockOperatorGrpc;
import kz.digitaltenge.api.wire.BlockOperatorGrpc.BlockOperatorBlockingStub;
import kz.digitaltenge.api.wire.SignOrderReply;
import kz.digitaltenge.api.wire.SignOrderRequest;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// The officers' desk in another process.
final class RemoteBlocks implements BlockOperations {
  private final OperatorClient client;
  private final BlockOperatorBlockingStub stub;

  RemoteBlocks(OperatorClient client) {
    this.client = client;
    this.stub = BlockOperatorGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public OrderBoard board(long after) {
    BlockBoardReply reply =
        client.call(
            stub, desk -> desk.board(BlockBoardRequest.newBuilder().setAfter(after).build()));
    Optional<BlockOrder> proposal =
        reply.getProposal().isEmpty() ? Optional.empty() : Optional.of(read(reply.getProposal()));
    return new OrderBoard(
        reply.getOrdersList().stream().map(this::read).toList(),
        proposal,
        told(reply.getToldList()),
        Hash.of(reply.getNetwork().toByteArray()),
        reply.getOfficersList().stream().map(this::key).toList());
  }

  @Override
  public SignedOrder sign(BlockOrder order) {
    var wire = SignOrderRequest.newBuilder().setOrder(ByteString.copyFrom(order.encode())).build();
    SignOrderReply reply = client.call(stub, desk -> desk.sign(wire));
    return new SignedOrder(reply.getInForce(), told(reply.getToldList()));
  }

  private static List<Told> told(List<BlockBoardReply.Told> told) {
    return told.stream().map(each -> new Told(each.getName(), each.getSequence())).toList();
  }

  private PublicKey key(ByteString bytes) {
    try {
      return Encoding.decode(bytes.toByteArray(), PublicKey::readFrom);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", client.peer(), "reason", e.reason())
          .exception(e);
    }
  }

  private BlockOrder read(ByteString bytes) {
    try {
      return BlockOrder.decode(bytes.toByteArray());
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", client.peer(), "reason", e.reason())
          .exception(e);
    }
  }
}
