package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.wire.BlockBoardReply;
import kz.digitaltenge.api.wire.BlockBoardRequest;
import kz.digitaltenge.api.wire.BlockOperatorGrpc;
import kz.digitaltenge.api.wire.SignOrderReply;
import kz.digitaltenge.api.wire.SignOrderRequest;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Offers the officers' desk over gRPC.
final class BlockOperatorService extends BlockOperatorGrpc.BlockOperatorImplBase {
  private final BlockOperations desk;

  BlockOperatorService(BlockOperations desk) {
    this.desk = desk;
  }

  @Override
  public void board(BlockBoardRequest request, StreamObserver<BlockBoardReply> caller) {
    Answering.one(
        caller,
        () -> {
          OrderBoard board = desk.board(request.getAfter());
          var reply =
              BlockBoardReply.newBuilder()
                  .addAllTold(told(board.told()))
                  .setNetwork(ByteString.copyFrom(board.network().toArray()));
          board
              .officers()
              .forEach(
                  key ->
                      reply.addOfficers(
                          ByteString.copyFrom(Encoding.encode(key, PublicKey::writeTo))));
          board.orders().forEach(order -> reply.addOrders(ByteString.copyFrom(order.encode())));
          board.proposal().ifPresent(it -> reply.setProposal(ByteString.copyFrom(it.encode())));
          return reply.build();
        });
  }

  @Override
  public void sign(SignOrderRequest request, StreamObserver<SignOrderReply> caller) {
    Answering.one(
        caller,
        () -> {
          SignedOrder signed = desk.sign(order(request.getOrder()));
          return SignOrderReply.newBuilder()
              .setInForce(signed.inForce())
              .addAllTold(told(signed.told()))
              .build();
        });
  }

  private static BlockOrder order(ByteString bytes) {
    try {
      return BlockOrder.decode(bytes.toByteArray());
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", e.reason()).exception(e);
    }
  }

  private static List<BlockBoardReply.Told> told(List<Told> told) {
    return told.stream()
        .map(
            each ->
                BlockBoardReply.Told.newBuilder()
                    .setName(each.name())
                    .setSequence(each.sequence())
                    .build())
        .toList();
  }
}
