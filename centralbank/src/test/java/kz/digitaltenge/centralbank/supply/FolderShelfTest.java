package kz.digitaltenge.centralbank.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.centralbank.supply.ProofShelf.Kind;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SupplyProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderShelfTest {
  private static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void aRestartClosesNoDayAgain() {
    for (int start = 0; start < 5; start++) {
      keepGreen(NOON.plus(MINUTE.multipliedBy(start)));
    }

    assertThat(kept()).containsExactlyInAnyOrderEntriesOf(Map.of(Kind.DAY, 1, Kind.GREEN, 4));
  }

  @Test
  void aDayEndsAtMidnightInAlmaty() {
    keepGreen(Instant.parse("2026-03-02T18:58:00Z"));
    keepGreen(Instant.parse("2026-03-02T18:59:59Z"));
    keepGreen(Instant.parse("2026-03-02T19:00:00Z"));

    assertThat(FolderShelf.read(files().getLast()).kind()).isEqualTo(Kind.DAY);
    assertThat(kept()).containsExactlyInAnyOrderEntriesOf(Map.of(Kind.DAY, 2, Kind.GREEN, 1));
  }

  @Test
  void theOldestGreenGoAndWhatIsKeptForGoodStays() {
    keepGreen(NOON);
    new FolderShelf(folder).keep(proof(NOON.plus(MINUTE)), Kind.RED);
    for (int i = 0; i < 61; i++) {
      keepGreen(NOON.plus(MINUTE.multipliedBy(i + 2)));
    }

    assertThat(kept())
        .containsExactlyInAnyOrderEntriesOf(Map.of(Kind.DAY, 1, Kind.RED, 1, Kind.GREEN, 60));
    assertThat(FolderShelf.read(files().get(2)).proof())
        .isEqualTo(proof(NOON.plus(MINUTE.multipliedBy(3))));
  }

  /// As a process does that has just started.
  private void keepGreen(Instant cut) {
    var shelf = new FolderShelf(folder);
    shelf.keep(proof(cut), shelf.kindOfGreen(cut));
  }

  private List<Path> files() {
    return new FolderShelf(folder).files();
  }

  private Map<Kind, Integer> kept() {
    var kept = new EnumMap<Kind, Integer>(Kind.class);
    files().forEach(file -> kept.merge(FolderShelf.read(file).kind(), 1, Integer::sum));
    return kept;
  }

  private static SupplyProof proof(Instant at) {
    Hash network = Hash.sha256();
    var head = new SignedHead(new LogHead(network, 1, 5, network, at), List.of());
    return SupplyProof.stated(
        List.of(),
        head,
        new LiveSetStatement(network, 1, 5, network, 0, SetHash.EMPTY),
        List.of(),
        List.of(),
        head);
  }
}
