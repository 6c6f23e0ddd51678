package kz.digitaltenge.api.operator;

import java.util.function.Function;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamServer;

/// Puts operators' services on a process's server. Only callers whose certificate is an operator's
/// are admitted, and to conversions and the calendar nodes too.
public final class OperatorServices {
  private OperatorServices() {}

  public static StreamServer.Builder offer(StreamServer.Builder server, NodeOperations node) {
    return server.grpc(PeerIdentity::isOperator, new NodeOperatorService(node));
  }

  public static StreamServer.Builder offer(
      StreamServer.Builder server, CentralBankOperations desk) {
    return server.grpc(PeerIdentity::isOperator, new CentralBankOperatorService(desk));
  }

  public static StreamServer.Builder offer(StreamServer.Builder server, BlockOperations desk) {
    return server.grpc(PeerIdentity::isOperator, new BlockOperatorService(desk));
  }

  public static StreamServer.Builder offer(StreamServer.Builder server, DayOperations desk) {
    return server.grpc(
        caller -> caller.isOperator() || caller.isNode(), new DayOperatorService(desk));
  }

  public static StreamServer.Builder offer(StreamServer.Builder server, NotaryOperations member) {
    return server.grpc(PeerIdentity::isOperator, new NotaryOperatorService(member));
  }

  /// To nodes too, each for its own bank.
  ///
  /// @param desk what each caller may do
  public static StreamServer.Builder offer(
      StreamServer.Builder server, Function<PeerIdentity, ConversionOperations> desk) {
    return server.grpc(
        caller -> caller.isOperator() || caller.isNode(), new ConversionService(desk));
  }
}
