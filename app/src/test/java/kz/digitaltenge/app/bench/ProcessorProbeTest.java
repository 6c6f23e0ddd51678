package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Processor time goes to whom it belongs, by names as the kernel keeps them.
final class ProcessorProbeTest {
  private static final long MILLI = 1_000_000;

  @TempDir private Path proc = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "ForkJoinPool-1-, FLOWS",
    "VirtualThread-u, FLOWS",
    "MasterPoller, FLOWS",
    "network-1-2, NETWORK",
    "notary-1@group-, CONSENSUS",
    "notary-1-impl-t, CONSENSUS",
    "notary-1-client, CONSENSUS",
    "notary-backgrou, CONSENSUS",
    "grpc-default-bo, CONSENSUS",
    "rocksdb:low, CONSENSUS",
    "notary-verifier, NOTARY",
    "notary-proposer, NOTARY",
    "notary-head, NOTARY",
    "notary-answers, NOTARY",
    "notary-desk-1, NOTARY",
    "notary-cuts, NOTARY",
    "vault writer HS, VAULTS",
    "vault reads ATY, VAULTS",
    "GC Thread#1, COLLECTION",
    "G1 Main Marker, COLLECTION",
    "C1 CompilerThre, COMPILATION",
    "C2 CompilerThre, COMPILATION",
    "VM Thread, OTHER",
    "java, OTHER"
  })
  void aThreadBelongsWhereItsNameSays(String thread, Component component) {
    assertThat(Component.of(thread)).isEqualTo(component);
  }

  @Test
  void threadsAndTheDatabasesProcessesAreToldApart() throws IOException {
    task("10/task/11", "ForkJoinPool-1-", 30 * MILLI);
    task("10/task/12", "ForkJoinPool-1-", 20 * MILLI);
    task("10/task/13", "C2 CompilerThre", 40 * MILLI);
    // 120 ms in all, so 30 ms were those of threads that have ended.
    process("10", "java", 7, 5, 900);
    task("20", "postgres", 15 * MILLI);
    process("20", "postgres", 1, 1, 6);
    task("21", "sh", 99 * MILLI);
    process("21", "sh", 9, 0, 0);

    ProcessorTime read = new ProcessorProbe(proc).read(10, List.of(20L, 21L, 22L));

    assertThat(read.nanos())
        .containsOnly(
            Map.entry(Component.FLOWS, 50 * MILLI),
            Map.entry(Component.COMPILATION, 40 * MILLI),
            Map.entry(Component.OTHER, 30 * MILLI),
            Map.entry(Component.DATABASE, 75 * MILLI));
  }

  @Test
  void ticksDoWhereTheKernelKeepsNothingFiner() throws IOException {
    Path thread = Files.createDirectories(proc.resolve("10/task/11"));
    Files.writeString(thread.resolve("comm"), "network-1-1\n");
    Files.writeString(thread.resolve("schedstat"), "0 0 0\n");
    stat(thread, "network-1-1", 3, 4, 0);
    process("10", "java", 3, 4, 0);

    ProcessorTime read = new ProcessorProbe(proc).read(10, List.of());

    assertThat(read.nanos()).containsEntry(Component.NETWORK, 70 * MILLI);
  }

  @Test
  void aSystemThatDoesNotTellGivesNothing() {
    assertThat(new ProcessorProbe(proc.resolve("none")).read(10, List.of()))
        .isEqualTo(ProcessorTime.NONE);
  }

  @Test
  void whatWasSpentBetweenTwoReadingsIsSharedOut() {
    var before = new ProcessorTime(Map.of(Component.FLOWS, 5 * MILLI));
    var after =
        new ProcessorTime(Map.of(Component.FLOWS, 25 * MILLI, Component.NETWORK, 10 * MILLI));

    ProcessorTime spent = after.since(before);

    assertThat(spent.total()).isEqualTo(30 * MILLI);
    assertThat(spent.microsEach(10))
        .containsExactly(
            Map.entry(Component.FLOWS.label(), 2_000.0),
            Map.entry(Component.NETWORK.label(), 1_000.0));
    assertThat(spent.microsEach(0)).isEmpty();
  }

  private void task(String place, String name, long nanos) throws IOException {
    Path task = Files.createDirectories(proc.resolve(place));
    Files.writeString(task.resolve("comm"), name + "\n");
    Files.writeString(task.resolve("schedstat"), nanos + " 1 1\n");
  }

  private void process(String place, String name, long user, long system, long children)
      throws IOException {
    Path process = Files.createDirectories(proc.resolve(place));
    Files.writeString(process.resolve("comm"), name + "\n");
    stat(process, name, user, system, children);
  }

  /// As in proc(5): pid, name, state and ten more, then the times.
  private static void stat(Path place, String name, long user, long system, long children)
      throws IOException {
    Files.writeString(
        place.resolve("stat"),
        "10 (a (%s) b) S 1 1 1 0 -1 0 0 0 0 0 %d %d %d 0 20 0 1 0\n"
            .formatted(name, user, system, children));
  }
}
