package kz.digitaltenge.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;

/// Checks the few rows in which a node says what it is: its founding, the network parameters it
/// went by, the newest head it saw, its accounts.
final class NodeRecords {
  private final NodeId self;
  private final String bankCode;
  private final ParameterChain chain;
  private final ProofCheck proofs;
  private final VaultReader reader;

  private record Row(long number, Bytes bytes) {}

  private record Founding(Bytes network, String node) {}

  /// All that an account's row says, and the hash that was made of it then.
  private record AccountRow(String id, String content, Bytes digest) {
    static AccountRow of(ResultSet row) throws SQLException {
      String id = VaultReader.text(row, "id");
      String content =
          String.join(
              "\n",
              id,
              VaultReader.text(row, "reference"),
              VaultReader.text(row, "name"),
              String.valueOf(row.getLong("opened_at")));
      return new AccountRow(id, content, VaultReader.bytes(row, "digest"));
    }

    boolean isWhole() {
      return digest.equals(Bytes.ofTrusted(Hash.sha256(content.getBytes(UTF_8)).toArray()));
    }
  }

  NodeRecords(
      NodeId self, String bankCode, ParameterChain chain, ProofCheck proofs, VaultReader reader) {
    this.self = self;
    this.bankCode = bankCode;
    this.chain = chain;
    this.proofs = proofs;
    this.reader = reader;
  }

  void founding(Spot store) throws SQLException {
    reader.each(
        "select network, node from vault.founding",
        store,
        "node",
        row -> new Founding(VaultReader.bytes(row, "network"), VaultReader.text(row, "node")),
        founding -> {
          Spot spot = store.row(founding.node());
          spot.column("node")
              .require(founding.node().equals(self.value()), "it is the vault of another node");
          spot.column("network")
              .require(
                  founding.network().equals(Bytes.ofTrusted(chain.networkId().toArray())),
                  "it is the vault of another network");
        });
  }

  void parameters(Spot store) throws SQLException {
    reader.each(
        "select epoch, signed from vault.parameters",
        store,
        "epoch",
        row -> new Row(row.getInt("epoch"), VaultReader.bytes(row, "signed")),
        row ->
            chain.requireSame(store.row("epoch " + row.number()), (int) row.number(), row.bytes()));
  }

  void head(Spot store) throws SQLException {
    reader.each(
        "select size, signed from vault.head",
        store,
        "size",
        row -> new Row(row.getLong("size"), VaultReader.bytes(row, "signed")),
        row -> head(row, store.row("size " + row.number())));
  }

  private void head(Row row, Spot spot) {
    try {
      SignedHead head = SignedHead.decode(row.bytes().trusted());
      spot.column("size")
          .require(head.head().size() == row.number(), "the head has %d", head.head().size());
      var _ = proofs.holds(head, spot.column("signed"));
    } catch (MalformedException e) {
      spot.column("signed").find("the bytes are no head: %s at byte %d", e.reason(), e.offset());
    }
  }

  /// The numbers of the accounts.
  Set<String> accounts(Spot store) throws SQLException {
    Set<String> accounts = new HashSet<>();
    reader.each(
        "select id, reference, name, opened_at, digest from vault.account",
        store,
        "id",
        AccountRow::of,
        account -> {
          store.notes().checked("accounts");
          boolean own =
              OwnStatesCheck.account(account.id())
                  .map(number -> number.bankCode().equals(bankCode))
                  .orElse(false);
          Spot spot = store.row(account.id());
          spot.column("id").require(own, "it is no account number of this node");
          spot.require(account.isWhole(), "it is not what was written when the account was opened");
          accounts.add(account.id());
        });
    return accounts;
  }
}
