package kz.digitaltenge.app.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.node.account.DerivedKeys;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.account.NodeSeed;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A bank's live tokens, as its own vault has them.
///
/// @param bank whose vault it is
record OwnCoins(VaultDatabase database, NodeId bank) {
  private static final String LARGEST =
      """
      select ref, asset, tiyn, label from vault.live
      where kind = 0 and mark is null order by tiyn desc limit 1
      """;

  /// A token and what opens its tag.
  record Coin(StateRef ref, Asset asset, Amount amount, Hash tagNonce) {}

  /// @param sealing the key that the vault's seed is sealed with
  /// @throws kz.digitaltenge.api.error.PlatformException when there is none, or the database does
  ///   not answer
  Coin largest(Seed sealing) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement query = connection.prepareStatement(LARGEST);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw Problem.of(
                ErrorCode.MALFORMED_REQUEST,
                "field",
                "--bank",
                "reason",
                bank + " has no digital tenge; have some issued to it first")
            .exception();
      }
      String[] asset = row.getString("asset").split("/", 2);
      return new Coin(
          StateRef.fromKey(row.getBytes("ref")),
          new Asset(new NodeId(asset[0]), asset[1]),
          new Amount(row.getLong("tiyn")),
          nonce(connection, sealing, KeyLabel.fromBytes(row.getBytes("label"))));
    } catch (SQLException e) {
      throw Problem.of(
              ErrorCode.DATABASE_UNAVAILABLE,
              "database",
              "of " + bank,
              "reason",
              "its state is " + e.getSQLState())
          .exception(e);
    }
  }

  private static Hash nonce(Connection connection, Seed sealing, KeyLabel label)
      throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select sealed_seed from vault.founding");
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the vault was never founded");
      }
      Seed seed = NodeSeed.open(Bytes.ofTrusted(row.getBytes(1)), sealing);
      return new DerivedKeys(seed, Cryptography.fastest().ed25519()).nonce(label);
    }
  }
}
