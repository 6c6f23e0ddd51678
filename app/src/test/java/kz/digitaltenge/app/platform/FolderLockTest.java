package kz.digitaltenge.app.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may use a data folder beside whom.
final class FolderLockTest {
  private static final NodeId BANK = new NodeId("HSBKKZKX");

  @TempDir private Path root = Path.of("");
  private DataFolder folder = new DataFolder(root);

  @BeforeEach
  void open() {
    folder = new DataFolder(root);
  }

  @Test
  void nobodyRunsARoleBesideTheWhole() {
    try (FolderLock _ = FolderLock.takeWhole(folder)) {
      for (Path place :
          List.of(folder.coreBanking(), folder.coreBanking(BANK), folder.node(BANK))) {
        refused(() -> FolderLock.takeRole(folder, place));
      }
    }
  }

  @Test
  void nobodyRunsTheWholeBesideARole() {
    for (Path place : List.of(folder.coreBanking(), folder.coreBanking(BANK), folder.node(BANK))) {
      try (FolderLock _ = FolderLock.takeRole(folder, place)) {
        refused(() -> FolderLock.takeWhole(folder));
      }
      FolderLock.takeWhole(folder).close();
    }
  }

  @Test
  void theCentralBanksCoreBankingSystemIsRunBesideANetworkThatLeavesItApart() {
    try (FolderLock _ = FolderLock.takeAllButCoreBanking(folder);
        FolderLock _ = FolderLock.markApart(folder)) {
      for (int run = 0; run < 2; run++) {
        try (FolderLock _ = FolderLock.takeRole(folder, folder.coreBanking())) {
          refused(() -> FolderLock.takeRole(folder, folder.coreBanking()));
        }
      }
      refused(() -> FolderLock.takeRole(folder, folder.coreBanking(BANK)));
      refused(() -> FolderLock.takeRole(folder, folder.node(BANK)));
      refused(() -> FolderLock.takeWhole(folder));
    }
    refusedBesideTheWholeAgain();
  }

  private void refusedBesideTheWholeAgain() {
    assertThat(folder.coreBankingApart()).exists();
    try (FolderLock _ = FolderLock.takeWhole(folder)) {
      refused(() -> FolderLock.takeRole(folder, folder.coreBanking()));
    }
  }

  @Test
  void aNetworkThatLeavesItApartStartsBesideIt() {
    try (FolderLock _ = FolderLock.takeRole(folder, folder.coreBanking())) {
      refused(() -> FolderLock.takeWhole(folder));
      FolderLock.takeAllButCoreBanking(folder).close();
    }
    try (FolderLock _ = FolderLock.takeRole(folder, folder.coreBanking(BANK))) {
      refused(() -> FolderLock.takeAllButCoreBanking(folder));
    }
  }

  @Test
  void rolesThatStartAtTheSameMomentAreNotInEachOthersWay() throws IOException {
    FolderLock.takeWhole(folder).close();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Looker.class.getName(),
                folder.lock().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader(UTF_8).readLine()).isEqualTo("looking");

      FolderLock.takeRole(folder, folder.node(BANK)).close();
    } finally {
      other.destroyForcibly();
    }
  }

  /// A process of a role in the middle of its look whether the whole network runs.
  static final class Looker {
    private Looker() {}

    static void main(String[] arguments) throws IOException {
      try (var file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ);
          var _ = file.lock(0, Long.MAX_VALUE, true)) {
        System.out.println("looking");
        var _ = System.in.read();
      }
    }
  }

  private static void refused(Runnable take) {
    assertThatThrownBy(take::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_LOCKED));
  }
}
