package kz.digitaltenge.app.postgres;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that belongs to this process and keeps its data in a folder: `data`, the
/// password in `password`, what the server says in `server.log`.
///
/// Syncing is on. It listens on 127.0.0.1 only and asks for the password. Whatever was killed
/// before, the next start goes on from what was on disk: a server that outlived its process is
/// stopped first, a stale `postmaster.pid` is swept away.
public final class EmbeddedServer implements AutoCloseable {
  /// Chooses a free port.
  public static final int ANY_PORT = 0;

  /// What the server and its programs say, in its folder.
  static final String LOG = "server.log";

  private static final String USER = "postgres";
  private static final int CONNECTIONS_MAX = 200;
  private static final int PASSWORD_BYTES = 24;
  private static final String RELATIONS =
      "select pg_relation_filepath(oid), oid::regclass::text from pg_class"
          + " where pg_relation_filepath(oid) is not null";
  private static final int START_TRIES_MAX = 20;
  private static final long POLL_MILLIS = 10;
  private static final long PROGRESS_POLLS = 300;
  private static final long START_POLLS_MAX = 30_000;
  private static final long STOP_SECONDS = 60;

  private final Path folder;
  private final Path data;
  private final Path log;
  private final ServerPrograms programs;
  private final Consumer<String> progress;
  private final FileChannel lock;
  private int port;
  private @Nullable Process process;

  private EmbeddedServer(
      Path folder, ServerPrograms programs, FileChannel lock, Consumer<String> progress) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.log = folder.resolve(LOG);
    this.programs = programs;
    this.lock = lock;
    this.progress = progress;
  }

  /// Starts the server of a folder, which is filled at the first start. Blocks until connections
  /// are accepted.
  ///
  /// @param cache where the server's programs are unpacked once a machine
  /// @param port where to listen, or [#ANY_PORT]
  /// @param progress is told in short sentences what is going on
  /// @throws PlatformException `PORT_IN_USE`, `DISK_FULL`, `DATA_FOLDER_CORRUPT`,
  ///   `DATA_FOLDER_LOCKED`, `STORAGE_FAILED`
  public static EmbeddedServer start(
      Path folder, Path cache, int port, Entropy entropy, Consumer<String> progress) {
    return start(folder, cache, port, entropy, progress, Templates.NONE);
  }

  /// The same, with templates for [#database(String, String)] when this is the first start.
  public static EmbeddedServer start(
      Path folder,
      Path cache,
      int port,
      Entropy entropy,
      Consumer<String> progress,
      Templates templates) {
    try {
      Files.createDirectories(folder);
      FileChannel lock = lock(folder);
      try {
        Binaries binaries = Binaries.unpacked(cache);
        var programs = new ServerPrograms(binaries, folder.resolve(LOG));
        var server = new EmbeddedServer(folder, programs, lock, progress);
        if (!Files.exists(server.data)) {
          progress.accept("Preparing the database");
          server.initialise(entropy, new TemplateCluster(cache, binaries, templates));
        }
        server.prepare();
        server.startOn(port);
        return server;
      } catch (IOException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw storageFailed(folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw storageFailed(folder, e);
    }
  }

  /// Where the server listens.
  public int port() {
    return port;
  }

  /// The server's own process; its children are the connections.
  public ProcessHandle processHandle() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("The server was stopped");
    }
    return running.toHandle();
  }

  /// The database of this name, made when it is not there.
  ///
  /// @param name small letters, digits and underscores
  public VaultDatabase database(String name) {
    return made(name, Optional.empty());
  }

  /// The same, a copy of the template when it is made and the server has that.
  public VaultDatabase database(String name, String template) {
    return made(name, Optional.of(template));
  }

  private VaultDatabase made(String name, Optional<String> template) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("'" + name + "' is not a database's name");
    }
    String password = password();
    try (var connection = DriverManager.getConnection(url("postgres"), USER, password);
        var create = connection.createStatement()) {
      if (!exists(connection, name)) {
        boolean copies = template.isPresent() && exists(connection, template.get());
        create.execute("create database " + name + (copies ? " template " + template.get() : ""));
      }
    } catch (SQLException e) {
      throw Problem.of(
              ErrorCode.DATABASE_UNAVAILABLE,
              "database",
              name,
              "reason",
              String.valueOf(e.getMessage()))
          .exception(e);
    }
    return new VaultDatabase(url(name), USER, password);
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (var look = connection.prepareStatement("select from pg_database where datname = ?")) {
      look.setString(1, name);
      try (var rows = look.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Every page of every table and index that is not as it was written: as they are on disk, not as
  /// the server still has them in memory.
  public List<DamagedPage> damagedPages() {
    try {
      return new DataPages(data, relations()).damaged();
    } catch (IOException e) {
      throw storageFailed(folder, e);
    }
  }

  /// What people call the files of tables and indexes. A database that cannot be asked any more is
  /// left out.
  private Map<String, String> relations() {
    var names = new HashMap<String, String>();
    for (String database : databases()) {
      try (var connection = DriverManager.getConnection(url(database), USER, password());
          var statement = connection.createStatement();
          var rows = statement.executeQuery(RELATIONS)) {
        while (rows.next()) {
          names.put(rows.getString(1), database + " " + rows.getString(2));
        }
      } catch (SQLException e) {
        progress.accept("The database %s cannot be read".formatted(database));
      }
    }
    return names;
  }

  private List<String> databases() {
    var names = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url("postgres"), USER, password());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select datname from pg_database where datallowconn order by 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      progress.accept("The list of databases cannot be read");
    }
    return names;
  }

  /// Stops the server after it has written everything, and gives the folder free.
  @Override
  public synchronized void close() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    try {
      stopServer();
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        // What is on disk is enough: the next start recovers.
        running.destroyForcibly();
      }
    } catch (IOException e) {
      throw storageFailed(folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      unlock();
    }
  }

  private void unlock() {
    try {
      lock.close();
    } catch (IOException e) {
      throw storageFailed(folder, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it; that is the same to whoever asks.
    }
    channel.close();
    throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", folder).exception();
  }

  private void prepare() throws IOException, InterruptedException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT, "path", data, "reason", "PG_VERSION is missing")
          .exception();
    }
    var file = new PostmasterFile(data);
    if (file.runningServer().isPresent()) {
      progress.accept("Stopping the database server that an earlier run left behind");
      stopServer();
    }
    file.delete();
  }

  /// Makes the data folder aside and moves it into place, so that a killed first start leaves
  /// nothing half-made.
  private void initialise(Entropy entropy, TemplateCluster pattern)
      throws IOException, InterruptedException {
    Path aside = folder.resolve("data.new");
    Folders.delete(aside);
    String password = HexFormat.of().formatHex(entropy.bytes(PASSWORD_BYTES));
    writePassword(password);
    var cluster = new NewCluster(programs, folder, USER);
    if (!pattern.copied(entropy, progress, other -> cluster.copy(other, aside, password))) {
      Folders.delete(aside);
      cluster.initialise(aside, passwordFile());
    }
    Files.move(aside, data);
  }

  private void startOn(int wanted) throws IOException, InterruptedException {
    for (var tries = 1; ; tries++) {
      port = free(wanted);
      long logged = StartFailure.endOf(log);
      var arguments = new ArrayList<>(List.of("-D", data.toString()));
      arguments.addAll(new ServerSettings(port, CONNECTIONS_MAX).arguments());
      Process starting = programs.start("postgres", arguments);
      if (becomesReady(starting)) {
        process = starting;
        return;
      }
      String said = StartFailure.since(log, logged);
      if (!StartFailure.isPassing(said) || tries == START_TRIES_MAX) {
        throw StartFailure.explain(said, folder, port).exception();
      }
      Thread.sleep(POLL_MILLIS * tries);
      new PostmasterFile(data).delete();
    }
  }

  private boolean becomesReady(Process starting) throws IOException, InterruptedException {
    var file = new PostmasterFile(data);
    for (long polls = 1; starting.isAlive(); polls++) {
      if (file.saysReady(starting.pid())) {
        return true;
      }
      if (polls % PROGRESS_POLLS == 0) {
        progress.accept("The database is recovering from an unclean stop");
      }
      if (polls == START_POLLS_MAX) {
        starting.destroyForcibly();
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }

  private void stopServer() throws IOException, InterruptedException {
    programs.run(
        "pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-s", "-t", "60"), "");
  }

  private static int free(int wanted) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return probe.getLocalPort();
    } catch (BindException e) {
      throw Problem.of(ErrorCode.PORT_IN_USE, "port", wanted, "host", "127.0.0.1").exception(e);
    }
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  private void writePassword(String password) throws IOException {
    Files.deleteIfExists(passwordFile());
    if (Binaries.isWindows()) {
      Files.createFile(passwordFile());
    } else {
      Files.createFile(
          passwordFile(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(passwordFile(), password);
  }

  private String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw storageFailed(folder, e);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static PlatformException storageFailed(Path folder, Exception cause) {
    return Problem.of(
            ErrorCode.STORAGE_FAILED, "path", folder, "reason", String.valueOf(cause.getMessage()))
        .exception(cause);
  }
}
