package kz.digitaltenge.api.operator;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.ledger.NodeId;

/// Puts operators' services on a process's server. An operator is admitted to what the participant
/// has that its certificate names, and to conversions and the calendar nodes are admitted too.
public final class OperatorServices {
  /// What the central bank's operators may ask of a bank's node: whether it is up, what it was told
  /// of the supply, and how much it holds, which it states to the central bank at each cut anyway.
  /// Of its customers, their accounts and payments they may ask nothing.
  private static final Set<String> SEEN_BY_CENTRAL_BANK =
      Set.of("Status", "Totals", "SupplyNotice");

  private OperatorServices() {}

  /// A node's, for the operators of its participant.
  ///
  /// @param at whose node it is
  public static StreamServer.Builder offer(
      StreamServer.Builder server, NodeOperations node, NodeId at, NodeId centralBank) {
    return server.grpc(
        (caller, method) ->
            caller.isOperatorOf(at.value())
                || (caller.isOperatorOf(centralBank.value())
                    && SEEN_BY_CENTRAL_BANK.contains(method)),
        new NodeOperatorService(node));
  }

  /// The central bank's, for its own operators.
  public static StreamServer.Builder offer(
      StreamServer.Builder server, CentralBankOperations desk, NodeId centralBank) {
    return server.grpc(
        caller -> caller.isOperatorOf(centralBank.value()), new CentralBankOperatorService(desk));
  }

  /// The officers', for the central bank's operators; what counts is who signed an order.
  public static StreamServer.Builder offer(
      StreamServer.Builder server, BlockOperations desk, NodeId centralBank) {
    return server.grpc(
        caller -> caller.isOperatorOf(centralBank.value()), new BlockOperatorService(desk));
  }

  /// To nodes too, the calendar alone.
  ///
  /// @param officers by which name the desk knows the officer whose certificate has that name;
  ///   empty for an operator who is no officer and only reads
  public static StreamServer.Builder offer(
      StreamServer.Builder server,
      DayOperations desk,
      NodeId centralBank,
      Function<String, Optional<String>> officers) {
    return server.grpc(
        caller -> caller.isOperatorOf(centralBank.value()) || caller.isNode(),
        new DayOperatorService(desk, officers));
  }

  /// A notary member's, for every participant's operators: it tells nothing of amounts, owners or
  /// purposes.
  public static StreamServer.Builder offer(StreamServer.Builder server, NotaryOperations member) {
    return server.grpc(PeerIdentity::isOperator, new NotaryOperatorService(member));
  }

  /// A bank's conversions with the central bank, for its own operators.
  ///
  /// @param at whose node it is
  public static StreamServer.Builder offerStock(
      StreamServer.Builder server, Supplier<StockConversionOperations> desk, NodeId at) {
    return server.grpc(caller -> caller.isOperatorOf(at.value()), new StockConversionService(desk));
  }

  /// To nodes too, each for its own bank.
  ///
  /// @param desk what each caller may do
  public static StreamServer.Builder offer(
      StreamServer.Builder server,
      Function<PeerIdentity, ConversionOperations> desk,
      NodeId centralBank) {
    return server.grpc(
        caller -> caller.isOperatorOf(centralBank.value()) || caller.isNode(),
        new ConversionService(desk));
  }
}
