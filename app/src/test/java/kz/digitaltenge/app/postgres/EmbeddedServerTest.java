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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();
  private static final int NUMBER = 40_000;

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
