package kz.digitaltenge.app.platform;

import java.util.List;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.Accounts;

/// A running network as its operators use it: in this process, or over its operators' services.
public interface Platform extends AutoCloseable {
  /// Where the keys and certificates of those lie who use it here.
  DataFolder folder();

  /// Who takes part, the central bank first, banks in the order of the network parameters.
  List<Member> members();

  /// A node of the network; the central bank has one too.
  NodeOperations node(NodeId node);

  CentralBankOperations centralBank();

  /// The central bank's conversions, for one of its officers.
  ///
  /// @param officer by name, `officer-1`
  ConversionOperations conversions(String officer);

  /// A bank's own conversions with the central bank, for the bank's operators at its node.
  StockConversionOperations stockConversions(NodeId bank);

  /// Where the central bank's officers block and unblock.
  BlockOperations blocks();

  /// Where calendars and operational days are read.
  DayOperations days();

  /// Where an officer keeps them, in the officer's own name.
  ///
  /// @param officer by name, `officer-1`
  DayOperations days(String officer);

  /// The notary's members in the order of the network parameters.
  List<NotaryOperations> notary();

  @Override
  void close();

  /// The members that are banks.
  default List<Member> banks() {
    return members().stream().filter(member -> !member.isCentralBank()).toList();
  }

  /// A participant of the network.
  ///
  /// @param name what people call it
  /// @param bankCode the three digits that its account numbers carry
  /// @param stockAccount the node's own account: where issued money arrives and where what
  ///   customers buy comes from; at the central bank, where banks send what is to be destroyed
  record Member(
      NodeId node, String name, String bankCode, String stockAccount, boolean isCentralBank) {

    static Member of(Participant participant) {
      return new Member(
          participant.node(),
          participant.name(),
          participant.bankCode(),
          Accounts.own(participant.bankCode()).value(),
          participant.kind() == Participant.Kind.CENTRAL_BANK);
    }
  }

  /// The participants that the network parameters list.
  static List<Member> members(NetworkParameters parameters) {
    return parameters.participants().stream().map(Member::of).toList();
  }
}
