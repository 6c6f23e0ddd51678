package kz.digitaltenge.app.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.util.StdErrLogger;

/// Picks places in a stopped network's files by chance, kind by kind.
final class RandomFlips {
  private static final Pattern PAGES = Pattern.compile("[0-9]+(_fsm|_vm)?");
  private static final String MEMBER = "notary-1";

  private final DataFolder folder;
  private final List<AuditedNode> nodes;
  private final Random random;

  /// What is flipped.
  enum Kind {
    /// A table or an index of a vault.
    VAULT_PAGE,
    /// Anything else that the database server keeps in pages.
    OTHER_PAGE,
    NOTARY_STATE,
    CHECKPOINT,
    CONSENSUS_LOG,
    /// Term, vote and group of the consensus.
    CONSENSUS_META,
    PARAMETERS,
    KEYS,
    SUPPLY_PROOF,
    EVIDENCE,
  }

  RandomFlips(DataFolder folder, List<AuditedNode> nodes, Random random) {
    this.folder = folder;
    this.nodes = nodes;
    this.random = random;
  }

  Flip next(Kind kind) throws Exception {
    return switch (kind) {
      case VAULT_PAGE -> page(vaultFiles());
      case OTHER_PAGE -> page(otherFiles());
      case NOTARY_STATE -> state(member().resolve("state"));
      case CHECKPOINT -> {
        List<Path> all = find(member().resolve("raft"), "at-[0-9]+-[0-9]+");
        Path copy = pick(all);
        yield state(copy);
      }
      case CONSENSUS_LOG -> {
        Path file = pick(files(member().resolve("raft"), "log_.*"));
        yield FileFlip.of(
            file, random, each -> isAt(each, MEMBER + " consensus", file), FileFlip.EVERY_BYTE);
      }
      case CONSENSUS_META -> {
        Path file = pick(files(member().resolve("raft"), "raft-meta(.conf)?"));
        long term = term(file);
        yield FileFlip.of(
            file, random, each -> isAt(each, MEMBER + " consensus", file), () -> meta(file, term));
      }
      case PARAMETERS -> {
        Path file = pick(files(folder.parameters(), "[0-9]+.cbor"));
        yield FileFlip.of(
            file,
            random,
            each ->
                each.what().contains(file.toString())
                    || each.row()
                        .equals("epoch " + file.getFileName().toString().replace(".cbor", "")),
            FileFlip.EVERY_BYTE);
      }
      case KEYS -> {
        Path file = pick(files(folder.root(), ".*\\.pem|network"));
        String owner = owner(file);
        yield FileFlip.of(file, random, each -> each.store().startsWith(owner), () -> pem(file));
      }
      case SUPPLY_PROOF ->
          kept(pick(files(folder.root(), ".*(green|incomplete|day|red).*\\.cbor")), "supply");
      case EVIDENCE -> {
        Path file = pick(files(folder.root(), ".*\\.evidence"));
        yield FileFlip.of(
            file,
            random,
            each -> isAt(each, "evidence", file.getFileName()),
            () -> withoutTime(file));
      }
    };
  }

  /// Whose keys these are: the folder under `nodes` and `notary`, else that of the file.
  private String owner(Path file) {
    Path relative = folder.root().relativize(file);
    boolean isOneOfMany = relative.getNameCount() > 2 && !relative.startsWith("id-centre");
    return relative.getName(isOneOfMany ? 1 : 0).toString();
  }

  private Flip kept(Path file, String store) throws Exception {
    return FileFlip.of(
        file, random, each -> isAt(each, store, file.getFileName()), FileFlip.EVERY_BYTE);
  }

  private static boolean isAt(Finding finding, String store, Path place) {
    return finding.store().contains(store) && finding.row().contains(place.toString());
  }

  private Flip page(List<Path> files) throws Exception {
    Path file = pick(files);
    String name = data().relativize(file).toString();
    return FileFlip.of(
        file,
        random,
        each -> each.store().equals("database files") && each.row().startsWith(name + " "),
        FileFlip.EVERY_BYTE);
  }

  /// Tables, indexes and values stored aside, of every vault.
  private List<Path> vaultFiles() throws Exception {
    var files = new ArrayList<Path>();
    for (AuditedNode node : nodes) {
      var vault = node.vault();
      try (var connection =
              DriverManager.getConnection(vault.url(), vault.user(), vault.password());
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "with tables as (select oid, reltoastrelid from pg_class"
                      + " where relnamespace = 'vault'::regnamespace)"
                      + " select pg_relation_filepath(oid) from tables union"
                      + " select pg_relation_filepath(reltoastrelid) from tables"
                      + " where reltoastrelid <> 0")) {
        while (rows.next()) {
          if (rows.getString(1) != null) {
            files.add(data().resolve(rows.getString(1)));
          }
        }
      }
    }
    return notEmpty(files);
  }

  private List<Path> otherFiles() throws IOException {
    var files = new ArrayList<Path>();
    for (String part : List.of("base", "global")) {
      files.addAll(files(data().resolve(part), PAGES.pattern()));
    }
    return notEmpty(files);
  }

  private static List<Path> notEmpty(List<Path> files) {
    return files.stream().filter(file -> file.toFile().length() > 0).sorted().toList();
  }

  /// A file of a RocksDB database that is read when it is opened, or later.
  private Flip state(Path database) throws Exception {
    Path file = pick(files(database, ".*\\.sst|CURRENT|MANIFEST-.*|OPTIONS-.*|IDENTITY"));
    return FileFlip.of(
        file,
        random,
        each -> each.store().startsWith(MEMBER) && !each.store().contains("consensus"),
        () -> rows(database));
  }

  /// Everything in a database, with each block's checksum compared.
  private static String rows(Path database) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    List<ColumnFamilyDescriptor> families =
        Stream.of("default", "live", "ids", "decisions", "tiles")
            .map(name -> new ColumnFamilyDescriptor(name.getBytes(US_ASCII)))
            .toList();
    try (var logger = new StdErrLogger(InfoLogLevel.FATAL_LEVEL);
        var options = new DBOptions().setLogger(logger);
        RocksDB open = RocksDB.openReadOnly(options, database.toString(), families, handles)) {
      open.verifyChecksum();
      for (ColumnFamilyHandle handle : handles) {
        digest.update(handle.getName());
        rows(open, handle, digest);
        handle.close();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void rows(RocksDB open, ColumnFamilyHandle family, MessageDigest digest)
      throws RocksDBException {
    try (RocksIterator rows = open.newIterator(family)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        digest.update(rows.key());
        digest.update((byte) ':');
        digest.update(rows.value());
      }
      rows.status();
    }
  }

  /// The vote, and that no term is forgotten: a later one than there was only keeps the member from
  /// voting in those before. Of the group who is in it; by which entry it became so is in the log.
  private static Object meta(Path file, long term) throws IOException {
    if (file.endsWith("raft-meta.conf")) {
      return LogEntryProto.parseFrom(Files.readAllBytes(file)).getConfigurationEntry();
    }
    return properties(file).getProperty("votedFor") + (term(file) >= term);
  }

  private static long term(Path file) throws IOException {
    return file.endsWith("raft-meta") ? Long.parseLong(properties(file).getProperty("term")) : 0;
  }

  private static Properties properties(Path file) throws IOException {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  /// What a PEM file says: kinds and contents, whatever the line breaks.
  private static Object pem(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    var said = new ArrayList<String>();
    var block =
        Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----").matcher(text);
    while (block.find()) {
      byte[] content = Base64.getMimeDecoder().decode(block.group(2));
      said.add(block.group(1) + " " + HexFormat.of().formatHex(content));
    }
    return said.isEmpty() ? text : said;
  }

  private static Object withoutTime(Path file) throws IOException {
    EvidenceFile read = EvidenceFile.decode(Files.readAllBytes(file));
    return List.of(read.chain(), read.keeper(), read.evidence());
  }

  private static List<Path> find(Path root, String name) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private static List<Path> files(Path root, String name) throws IOException {
    return find(root, name).stream().filter(Files::isRegularFile).toList();
  }

  private Path pick(List<Path> files) {
    return files.get(random.nextInt(files.size()));
  }

  private Path member() {
    return folder.notary(MEMBER);
  }

  private Path data() {
    return folder.postgres().resolve("data");
  }
}
