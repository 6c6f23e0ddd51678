package kz.digitaltenge.app.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.ReturnNumber;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Remittances;
import kz.digitaltenge.node.vault.SplitLegs;
import org.jspecify.annotations.Nullable;

/// A row of the table `entry` as it is on disk: a transaction that a node stored or committed to.
record EntryRow(
    long seq,
    TransactionId id,
    int side,
    String payment,
    int attempt,
    @Nullable String peer,
    long windowUntil,
    @Nullable String payer,
    @Nullable String payee,
    @Nullable String asset,
    @Nullable Bytes mark,
    @Nullable Long tiyn,
    Bytes transaction,
    Bytes evidence,
    Bytes states,
    Bytes details,
    @Nullable Bytes remittances) {
  private static final int COMMITTED = 1;

  /// Whether this node paid; otherwise it was paid.
  boolean isCommitted() {
    return side == COMMITTED;
  }

  /// What the payer called the payee, as the payee's node has it.
  ///
  /// @param account where the money went
  String addressed(String account) {
    Optional<TransactionId> of = refundOf();
    if (of.isPresent()) {
      return ReturnNumber.of(new AccountId(account).bankCode(), of.get()).value();
    }
    return details.isEmpty() ? account : new String(details.trusted(), US_ASCII);
  }

  /// The payees' nodes, without this one, of what this node committed to.
  List<String> peers() {
    return peer == null ? List.of() : List.of(peer.split(",", -1));
  }

  /// The legs of a split payment that the row lists; none when it is none, or when what stands
  /// there cannot be read and so differs from what the other side has.
  List<Leg> legs() {
    try {
      return SplitLegs.in(details);
    } catch (MalformedException _) {
      return List.of();
    }
  }

  /// What the payees were told; nothing when it cannot be read.
  Remittances told() {
    return readTold().orElse(Remittances.NONE);
  }

  /// Empty when it is damaged.
  Optional<Remittances> readTold() {
    try {
      return Optional.of(Remittances.read(remittances == null ? null : remittances.toArray()));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  /// The transaction that this one gives back.
  Optional<TransactionId> refundOf() {
    return RefundLink.in(details);
  }

  /// How the row is named in findings.
  String name() {
    return "transaction %s as %s".formatted(id, isCommitted() ? "payer" : "payee");
  }
}
