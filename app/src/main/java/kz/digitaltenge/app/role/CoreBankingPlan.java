package kz.digitaltenge.app.role;

import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.AccountId;

/// The emulated core banking system of a network on one machine: who it is, and which accounts it
/// keeps.
public final class CoreBankingPlan {
  /// In its certificate.
  public static final String NAME = "core-banking";

  /// Of its days.
  public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  /// What each bank's correspondent account holds at first.
  static final Amount FIRST_FUNDS = Amount.ofTenge(1_000_000_000_000L);

  private CoreBankingPlan() {}

  /// The accounts at the central bank: a correspondent account a bank, by its code, and the
  /// liability for digital tenge.
  public static CoreAccounts accounts(NetworkParameters parameters) {
    Participant centralBank = parameters.centralBank();
    Map<NodeId, AccountId> correspondents =
        parameters.participants().stream()
            .filter(each -> each.kind() == Participant.Kind.BANK)
            .collect(
                Collectors.toMap(
                    Participant::node,
                    bank -> AccountId.of(centralBank.bankCode(), "CORRESP000" + bank.bankCode())));
    return new CoreAccounts(
        centralBank.node(), AccountId.of(centralBank.bankCode(), "LIABILITY0001"), correspondents);
  }
}
