package kz.digitaltenge.app.role;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.AccountId;

/// The emulated core banking systems of a network on one machine: who they are, and which accounts
/// they keep.
public final class CoreBankingPlan {
  /// The central bank's, in its certificate.
  public static final String NAME = "core-banking";

  /// Of their days.
  public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  private static final Amount BANKS_FUNDS = Amount.ofTenge(1_000_000_000_000L);
  private static final Amount CUSTOMERS_FUNDS = Amount.ofTenge(1_000_000);
  private static final int CUSTOMERS = 5;

  /// An account and what it holds at first.
  public record Opening(Party owner, Amount funds) {}

  private CoreBankingPlan() {}

  /// A bank's, in its certificate.
  public static String name(NodeId bank) {
    return NAME + "-" + bank;
  }

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

  static List<Opening> openings(CoreAccounts accounts) {
    return accounts.correspondents().entrySet().stream()
        .map(each -> new Opening(new Party(each.getKey(), each.getValue()), BANKS_FUNDS))
        .toList();
  }

  /// The account at a bank that customers' conversions go through.
  public static Party conversions(Participant bank) {
    return new Party(bank.node(), AccountId.of(bank.bankCode(), "CONVERSION001"));
  }

  /// That account with the bank's own money on it, and five customers' accounts.
  static List<Opening> openings(Participant bank) {
    var openings =
        IntStream.rangeClosed(1, CUSTOMERS)
            .mapToObj(number -> AccountId.of(bank.bankCode(), "CUSTOMER%05d".formatted(number)))
            .map(account -> new Opening(new Party(bank.node(), account), CUSTOMERS_FUNDS))
            .collect(Collectors.toList());
    openings.add(new Opening(conversions(bank), BANKS_FUNDS));
    return openings;
  }
}
