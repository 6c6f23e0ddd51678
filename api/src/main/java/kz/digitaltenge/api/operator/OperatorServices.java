package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamServer;

/// Puts operators' services on a process's server. Only callers whose certificate is an operator's
/// are admitted.
public final class OperatorServices {
  private OperatorServices() {}

  public static StreamServer.Builder offer(StreamServer.Builder server, NodeOperations node) {
    return server.grpc(PeerIdentity::isOperator, new NodeOperatorService(node));
  }

  public static StreamServer.Builder offer(
      StreamServer.Builder server, CentralBankOperations desk) {
    return server.grpc(PeerIdentity::isOperator, new CentralBankOperatorService(desk));
  }

  public static StreamServer.Builder offer(StreamServer.Builder server, NotaryOperations member) {
    return server.grpc(PeerIdentity::isOperator, new NotaryOperatorService(member));
  }
}
