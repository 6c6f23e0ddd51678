package kz.digitaltenge.app.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.ledger.NodeId;

/// A platform made of operations that somebody else has opened.
///
/// @param nodes how each node is found as it runs now
/// @param stocks a bank's own conversions, as its node runs now
/// @param whole closed with the platform
public record LocalPlatform(
    DataFolder folder,
    List<Member> members,
    Map<NodeId, Supplier<NodeOperations>> nodes,
    CentralBankOperations centralBank,
    Function<String, ConversionOperations> conversions,
    Map<NodeId, Supplier<StockConversionOperations>> stocks,
    BlockOperations blocks,
    DayOperations days,
    List<NotaryOperations> notary,
    Runnable whole)
    implements Platform {
  public LocalPlatform {
    members = List.copyOf(members);
    nodes = Map.copyOf(nodes);
    stocks = Map.copyOf(stocks);
    notary = List.copyOf(notary);
  }

  @Override
  public NodeOperations node(NodeId node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", node).exception())
        .get();
  }

  @Override
  public ConversionOperations conversions(String officer) {
    return conversions.apply(officer);
  }

  @Override
  public StockConversionOperations stockConversions(NodeId bank) {
    return Optional.ofNullable(stocks.get(bank))
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank).exception())
        .get();
  }

  /// In this process nobody shows a certificate.
  @Override
  public DayOperations days(String officer) {
    return days;
  }

  @Override
  public void close() {
    whole.run();
  }
}
