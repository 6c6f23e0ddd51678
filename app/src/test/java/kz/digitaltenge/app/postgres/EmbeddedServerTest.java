package kz.digitaltenge.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();
  private static final int NUMBER = 40_000;
  private static final List<String> BANKS = List.of("bank_a", "bank_b", "bank_c");
  private static final Set<String> VERSIONS = ConcurrentHashMap.newKeySet();

  @TempDir private static Path initialised = Path.of("");

  @TempDir private Path folder = Path.of("");
  private final List<String> progress = new ArrayList<>();

  /// To initialise a cluster takes longer than all else here, so it is done once and copied.
  @BeforeAll
  static void initialise() {
    EmbeddedServer.start(
            initialised, CACHE, EmbeddedServer.ANY_PORT, Entropy.from(new Random(1)), _ -> {})
        .close();
  }

  @AfterAll
  static void deleteTemplates() throws IOException {
    try (Stream<Path> kept = Files.list(CACHE)) {
      for (Path each : kept.toList()) {
        if (VERSIONS.stream().anyMatch(each.toString()::contains)) {
          Folders.delete(each);
        }
      }
    }
  }

  private void useInitialised() throws IOException {
    try (Stream<Path> all = Files.walk(initialised)) {
      for (Path from : all.skip(1).toList()) {
        Path to = folder.resolve(initialised.relativize(from).toString());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void keepsItsDataOverAStop() throws SQLException {
    try (var server = start()) {
      write(server.database("bank_a"));
      assertThat(setting(server, "fsync")).isEqualTo("on");
      assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(server, "full_page_writes")).isEqualTo("on");
      assertThat(setting(server, "data_checksums")).isEqualTo("on");
      assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
    }
    try (var server = start()) {
      assertThat(read(server.database("bank_a"))).isEqualTo(NUMBER);
    }
    assertThat(progress).containsExactly("Preparing the database");
  }

  @Test
  void goesOnAfterAKill() throws IOException, SQLException {
    useInitialised();
    try (var server = start()) {
      write(server.database("bank_a"));
      assertThat(server.processHandle().destroyForcibly()).isTrue();
      server.processHandle().onExit().join();
    }
    assertThat(folder.resolve("data").resolve("postmaster.pid")).exists();
    try (var server = start()) {
      assertThat(read(server.database("bank_a"))).isEqualTo(NUMBER);
    }
  }

  @Test
  void copiesATemplateForEachDatabase() throws Exception {
    var made = new AtomicInteger();
    String version = version();
    var templates = new Templates(() -> version, Map.of("kept", counting(made)));
    try (var server = start(templates);
        var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var banks =
          BANKS.stream().map(bank -> tasks.submit(() -> server.database(bank, "kept"))).toList();
      for (var bank : banks) {
        assertThat(read(bank.get())).isEqualTo(NUMBER);
      }
      assertThat(setting(server, "data_checksums")).isEqualTo("on");
      write(server.database("bank_of_none", "unknown"));
    }
    String password = Files.readString(folder.resolve("password"));
    Folders.delete(folder.resolve("data"));
    try (var server = start(templates)) {
      assertThat(read(server.database("bank_a", "kept"))).isEqualTo(NUMBER);
      assertThat(server.damagedPages()).isEmpty();
    }
    assertThat(made).as("once for all servers of this machine").hasValue(1);
    assertThat(Files.readString(folder.resolve("password")))
        .as("each server has its own")
        .isNotEqualTo(password);
  }

  @Test
  void whoStartsWhileTemplatesAreMadeWaitsForThem(@TempDir Path other) throws Exception {
    String version = version();
    var made = new AtomicInteger();
    var templates = new Templates(() -> version, Map.of("kept", counting(made)));
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers =
          Stream.of(folder, other).map(each -> tasks.submit(() -> start(each, templates))).toList();
      for (var server : servers) {
        try (var up = server.get()) {
          assertThat(read(up.database("bank_a", "kept"))).isEqualTo(NUMBER);
        }
      }
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void startsWithoutTemplatesThatCannotBeMadeAndMakesThemNextTime() throws Exception {
    String version = version();
    var broken =
        new Templates(
            () -> version,
            Map.of(
                "kept",
                database -> {
                  fill(database);
                  throw new IllegalStateException("out of memory");
                }));
    try (var server = start(broken)) {
      write(server.database("bank_a", "kept"));
    }
    try (var left = Files.list(CACHE)) {
      assertThat(left)
          .filteredOn(each -> each.toString().contains(version))
          .isNotEmpty()
          .noneMatch(each -> each.getFileName().toString().startsWith("cluster-"));
    }
    Folders.delete(folder.resolve("data"));
    var made = new AtomicInteger();
    var mended = new Templates(() -> version, Map.of("kept", ifMissing(counting(made))));
    try (var server = start(mended)) {
      assertThat(read(server.database("bank_a", "kept"))).isEqualTo(NUMBER);
    }
    assertThat(made).as("what was interrupted is gone on with").hasValue(0);
  }

  @Test
  void makesTemplatesAgainThatWereDamaged() throws Exception {
    String version = version();
    var made = new AtomicInteger();
    var templates = new Templates(() -> version, Map.of("kept", counting(made)));
    start(templates).close();
    try (var kept = Files.list(CACHE)) {
      Path cluster =
          kept.filter(each -> each.toString().contains(version)).findFirst().orElseThrow();
      Files.delete(cluster.resolve("data").resolve("global").resolve("pg_control"));
    }
    Folders.delete(folder.resolve("data"));
    try (var server = start(templates)) {
      assertThat(setting(server, "fsync")).as("starts without").isEqualTo("on");
    }
    Folders.delete(folder.resolve("data"));
    try (var server = start(templates)) {
      assertThat(read(server.database("bank_a", "kept"))).isEqualTo(NUMBER);
    }
    assertThat(made).as("made again").hasValue(2);
  }

  @Test
  void stopsTheServerThatOutlivedItsProcess() throws Exception {
    useInitialised();
    var programs = new ServerPrograms(Binaries.unpacked(CACHE), folder.resolve("orphan.log"));
    var arguments = new ArrayList<>(List.of("-D", folder.resolve("data").toString()));
    arguments.addAll(new ServerSettings(freePort(), 20).arguments());
    var orphan = programs.start("postgres", arguments);
    var file = new PostmasterFile(folder.resolve("data"));
    while (!file.saysReady(orphan.pid())) {
      assertThat(orphan.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    try (var server = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(setting(server, "fsync")).isEqualTo("on");
    }
    assertThat(progress).contains("Stopping the database server that an earlier run left behind");
  }

  @Test
  void sweepsAwayAPidThatBelongsToAnotherProgram() throws IOException, SQLException {
    useInitialised();
    Files.writeString(
        folder.resolve("data").resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n0\n5432\n");
    try (var server = start()) {
      assertThat(setting(server, "fsync")).isEqualTo("on");
    }
  }

  @Test
  void startsOverWhenTheFirstStartWasKilled() throws IOException, SQLException {
    Files.createDirectories(folder.resolve("data.new").resolve("half"));
    try (var server = start()) {
      assertThat(setting(server, "fsync")).isEqualTo("on");
    }
  }

  @Test
  void hasAPasswordThatOnlyItsOwnerReads() throws IOException {
    useInitialised();
    try (var server = start()) {
      var database = server.database("bank_a");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.url(), database.user(), "guess"))
          .hasMessageContaining("password");
    }
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    useInitialised();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(ErrorCode.PORT_IN_USE, () -> start(taken.getLocalPort()).close());
    }
  }

  @Test
  void saysThatTheFolderIsInUse() throws IOException {
    useInitialised();
    try (var server = start()) {
      assertThat(server.port()).isPositive();
      refused(ErrorCode.DATA_FOLDER_LOCKED, () -> start().close());
    }
  }

  @Test
  void saysThatTheFolderIsDamaged() throws IOException {
    useInitialised();
    try (var control =
        FileChannel.open(
            folder.resolve("data").resolve("global").resolve("pg_control"),
            StandardOpenOption.WRITE)) {
      control.write(ByteBuffer.wrap(new byte[400]), 0);
    }
    refused(ErrorCode.DATA_FOLDER_CORRUPT, () -> start().close());
    Files.delete(folder.resolve("data").resolve("PG_VERSION"));
    refused(ErrorCode.DATA_FOLDER_CORRUPT, () -> start().close());
  }

  private EmbeddedServer start() {
    return start(EmbeddedServer.ANY_PORT);
  }

  private EmbeddedServer start(Templates templates) {
    return start(folder, templates);
  }

  private static EmbeddedServer start(Path folder, Templates templates) {
    return EmbeddedServer.start(
        folder,
        CACHE,
        EmbeddedServer.ANY_PORT,
        Entropy.from(new SecureRandom()),
        _ -> {},
        templates);
  }

  private EmbeddedServer start(int port) {
    return EmbeddedServer.start(folder, CACHE, port, Entropy.from(new Random(1)), progress::add);
  }

  private static void refused(ErrorCode code, ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            PlatformException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static void write(VaultDatabase database) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute("create table kept as select generate_series(1, " + NUMBER + ") as n");
    }
  }

  private static Consumer<VaultDatabase> counting(AtomicInteger made) {
    return database -> {
      made.incrementAndGet();
      fill(database);
    };
  }

  private static Consumer<VaultDatabase> ifMissing(Consumer<VaultDatabase> maker) {
    return database -> {
      try {
        assertThat(read(database)).isEqualTo(NUMBER);
      } catch (SQLException _) {
        maker.accept(database);
      }
    };
  }

  private static void fill(VaultDatabase database) {
    try {
      write(database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String version() {
    String version = UUID.randomUUID().toString();
    VERSIONS.add(version);
    return version;
  }

  private static int read(VaultDatabase database) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from kept")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String setting(EmbeddedServer server, String name) throws SQLException {
    try (var connection = connect(server.database("bank_a"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(VaultDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
