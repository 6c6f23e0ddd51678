package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryVaultTest extends VaultConformance {
  private final Facts records = new Facts(new Random(1));

  @Override
  Vault open() {
    return new MemoryVault(MemoryVault.Syncing.AT_ONCE);
  }

  @Override
  Vault reopen(Vault stopped) {
    return ((MemoryVault) stopped).afterCrash(0);
  }

  @Test
  void acknowledgesNothingBeforeTheSync() {
    var vault = new MemoryVault(MemoryVault.Syncing.BY_HAND);
    var first = vault.append(records.income(Facts.account(1), 5));
    var second = vault.append(records.income(Facts.account(1), 6));
    assertThat(vault.scan().totals()).isEmpty();
    vault.sync(1);

    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(vault.unsynced()).isEqualTo(1);
    assertThat(vault.scan().totals().getFirst().count()).isEqualTo(1);
  }

  @Test
  void aCrashKeepsWhatWasSyncedAndWhatTheDiskHappensToHold() {
    var vault = new MemoryVault(MemoryVault.Syncing.BY_HAND);
    var synced = vault.append(records.income(Facts.account(1), 5));
    vault.sync(1);
    var written = vault.append(records.income(Facts.account(1), 6));
    var lost = vault.append(records.income(Facts.account(1), 7));

    assertThat(synced).isCompleted();
    assertThat(written).isNotDone();
    assertThat(lost).isNotDone();
    assertThat(vault.afterCrash(0).scan().totals().getFirst().count()).isEqualTo(1);
    assertThat(vault.afterCrash(1).scan().totals().getFirst().count()).isEqualTo(2);
  }

  @Test
  void refusesOnDemand() {
    var vault = new MemoryVault(MemoryVault.Syncing.AT_ONCE);
    vault.refuse(VaultException.Reason.DISK_FULL);
    assertThat(vault.append(records.income(Facts.account(1), 5))).isCompletedExceptionally();
    vault.accept();

    assertThat(vault.append(records.income(Facts.account(1), 5))).isCompleted();
    assertThat(vault.scan().totals().getFirst().count()).isEqualTo(1);
  }
}
