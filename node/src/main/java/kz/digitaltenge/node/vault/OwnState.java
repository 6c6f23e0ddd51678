package kz.digitaltenge.node.vault;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;

/// An output this node is the custodian of: whose it is, what it is worth, and the label that its
/// one-time key and tag nonce derive from. It is live from its transaction's finality to its
/// consumption.
public record OwnState(
    StateRef ref, AccountId account, Kind kind, Holding holding, Amount amount, KeyLabel label) {
  /// What the output is.
  public enum Kind {
    /// Money of the account.
    TOKEN(0),
    /// The asset's issuance register at the central bank; its amount is zero and the account is the
    /// bank's own.
    REGISTER(1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /// The number that stands for this kind on disk.
    public int code() {
      return code;
    }

    /// The kind of a number read from disk.
    public static Kind fromCode(int code) {
      return switch (code) {
        case 0 -> TOKEN;
        case 1 -> REGISTER;
        default -> throw new IllegalArgumentException("No kind of own state has the code " + code);
      };
    }
  }

  /// Refuses a worthless token and a register that is worth something.
  public OwnState {
    if ((amount.tiyn() == 0) != (kind == Kind.REGISTER)) {
      throw new IllegalArgumentException("A " + kind + " cannot be worth " + amount);
    }
  }
}
