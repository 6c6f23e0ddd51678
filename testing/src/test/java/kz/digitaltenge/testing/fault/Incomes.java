package kz.digitaltenge.testing.fault;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// Payments that came in and are final, as a vault is told of them: one token of [#TIYN] each.
final class Incomes {
  static final long TIYN = 7;

  private static final NodeId PEER = new NodeId("KCJBKZKX");
  private static final AccountId ACCOUNT = AccountId.of("601", "DT00000000001");
  private static final Holding TENGE = Holding.of(new Asset(new NodeId("NBRKKZKX"), "KZT"));
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private Incomes() {}

  static List<VaultRecord> income(TransactionId id, PaymentId payment, Random random) {
    var state =
        new OwnState(
            new StateRef(id, 0),
            ACCOUNT,
            OwnState.Kind.TOKEN,
            TENGE,
            Amount.ofTiyn(TIYN),
            new KeyLabel(random.nextLong(), random.nextLong()));
    var stored =
        new VaultRecord.Stored(
            id,
            bytes(random, 850),
            payment,
            1,
            PEER,
            NOW,
            bytes(random, 2_000),
            List.of(state),
            bytes(random, 80));
    var settlement = new Settlement(id, Settlement.Outcome.FINAL, bytes(random, 1_200), 1, NOW);
    var movement =
        new Movement(ACCOUNT, Movement.Direction.IN, TENGE, Amount.ofTiyn(TIYN), payment, "KZ…");
    return List.of(
        stored, new VaultRecord.Settled(settlement, List.of(state), List.of(), List.of(movement)));
  }

  static Bytes bytes(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.ofTrusted(bytes);
  }
}
