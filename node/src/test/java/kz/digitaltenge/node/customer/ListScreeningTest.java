package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A list that people edit decides, and one that cannot be read lets nobody pass.
class ListScreeningTest {
  private static final String LISTED = "+77019990001";

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private Path file;
  private Screening screening;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("screening.txt");
    Files.writeString(file, "# nobody else\n\n" + LISTED + " SANCTIONS\n");
    screening = new ListScreening(file, () -> now);
  }

  @Test
  void whoIsListedIsHitAndNobodyElse() {
    assertThat(screening.hit(List.of("850214399019", LISTED))).contains("SANCTIONS");
    assertThat(screening.hit(List.of("850214399019", "SANCTIONS", "#"))).isEmpty();
  }

  @Test
  void aChangeCountsAfterASecond() throws IOException {
    assertThat(screening.hit(List.of(LISTED))).isNotEmpty();
    Files.writeString(file, "850214399019 FRAUD\n");
    now = now.plusSeconds(1);

    assertThat(screening.hit(List.of(LISTED))).isEmpty();
    assertThat(screening.hit(List.of("850214399019"))).contains("FRAUD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+77019990001", "+77019990001 sanctions", "+77019990001 A B"})
  void aLineThatIsNoneStopsEverything(String line) throws IOException {
    Files.writeString(file, line + "\n");

    stopsEverything();
  }

  @Test
  void aMissingListStopsEverything() throws IOException {
    Files.delete(file);

    stopsEverything();
  }

  private void stopsEverything() {
    assertThatThrownBy(() -> screening.hit(List.of("850214399019")))
        .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
        .extracting(PlatformException::code)
        .isEqualTo(ErrorCode.STORAGE_FAILED);
  }
}
