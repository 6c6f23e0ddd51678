package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.testkit.Move;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member whose files are damaged at random does not start, or gives the answers that it gave
/// before, or none. `-Ddt.damages=200` for more places, `-Ddt.damages.seed=7` for others.
class DamagedMemberTest {
  private static final long SEED = Long.getLong("dt.damages.seed", 3);
  private static final int DAMAGES = Integer.getInteger("dt.damages", 8);
  private static final String MEMBER = "notary-1";
  private static final long ANSWER_SECONDS = 3;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final List<Move> moves = new ArrayList<>();
  private final List<DecisionSummary> decided = new ArrayList<>();
  private TestCluster cluster;

  @BeforeEach
  void decideSome() throws Exception {
    cluster = new TestCluster(folder.resolve("cluster"), 1).startAll();
    Move issue =
        cluster
            .network()
            .move(
                Instant.now(), List.of(cluster.network().register()), CENTRAL_BANK, BANK_A, BANK_B);
    decide(issue);
    decide(cluster.network().move(Instant.now(), List.of(issue.outputs().get(1)), BANK_B));
    decide(cluster.network().move(Instant.now(), List.of(issue.outputs().get(1)), BANK_A));
    cluster.stop(MEMBER);
    // What was in memory is in files now, and the next log segment begins.
    cluster.startAll();
    decide(cluster.network().move(Instant.now(), List.of(issue.outputs().get(2)), BANK_A));
    cluster.stop(MEMBER);
  }

  private void decide(Move move) {
    NotaryAnswer answer =
        TestCluster.await(cluster.client(BANK_A).submit(cluster.network().notarise(move)));
    moves.add(move);
    decided.add(decision(answer).orElseThrow());
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aDamagedMemberSaysNothingElseThanBefore() throws Exception {
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      Path copy = folder.resolve("copy");
      copy(cluster.folderOf(MEMBER), copy);
      String place = damage();
      try {
        cluster.start(MEMBER);
        assertAnswersAreTheSame("seed %d, damage %d: %s".formatted(SEED, i, place));
        cluster.stop(MEMBER);
      } catch (PlatformException e) {
        // Of a term that cannot be read the consensus says no more than that.
        assertThat(e.code())
            .as(place)
            .isIn(ErrorCode.DATA_FOLDER_CORRUPT, ErrorCode.STORAGE_FAILED);
        refused++;
      }
      delete(cluster.folderOf(MEMBER));
      Files.move(copy, cluster.folderOf(MEMBER));
    }
    assertThat(refused).isPositive();
  }

  private void assertAnswersAreTheSame(String place) throws Exception {
    var link = cluster.link(MEMBER, BANK_A);
    for (int i = 0; i < moves.size(); i++) {
      byte[] question = moves.get(i).transaction().tearOff(Set.of()).encode();
      try {
        byte[] reply =
            link.call(NotaryProtocol.STATUS, question).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Optional<DecisionSummary> answer =
            Reply.decode(reply) instanceof Reply.Answered(NotaryAnswer said)
                ? decision(said)
                : Optional.empty();
        assertThat(answer).as(place).isIn(Optional.empty(), Optional.of(decided.get(i)));
      } catch (ExecutionException | TimeoutException e) {
        assertThat(e).as("no answer is no false one; %s", place).isNotNull();
      }
    }
  }

  /// A terminal answer that is not about a decision contradicts what was said.
  private static Optional<DecisionSummary> decision(NotaryAnswer answer) {
    return switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> Optional.of(proof.decision());
      case NotaryAnswer.Voided(FinalityProof proof) -> Optional.of(proof.decision());
      case NotaryAnswer.Never never -> throw new AssertionError("it is said now: " + never);
      case NotaryAnswer.Archived _,
          NotaryAnswer.Refused _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ ->
          Optional.empty();
    };
  }

  /// @return where a bit was changed
  private String damage() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(cluster.folderOf(MEMBER))) {
      files =
          all.filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches(".*\\.sst|MANIFEST-.*|CURRENT|log_.*|raft-meta"))
              .filter(file -> file.toFile().length() > 0)
              .sorted()
              .toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      // Preallocated files are mostly empty behind what was written.
      long offset = random.nextLong(Math.min(bytes.length(), 4_096));
      bytes.seek(offset);
      int was = bytes.read();
      bytes.seek(offset);
      bytes.write(was ^ (1 << random.nextInt(Byte.SIZE)));
      return "%s, byte %d".formatted(file, offset);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
