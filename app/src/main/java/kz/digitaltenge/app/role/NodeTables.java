package kz.digitaltenge.app.role;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import kz.digitaltenge.app.postgres.Templates;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.centralbank.day.PostgresDays;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.customer.PostgresCustomers;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.mandate.Mandates;
import kz.digitaltenge.node.refund.PostgresRefunds;
import kz.digitaltenge.node.register.PostgresRegisters;
import kz.digitaltenge.node.request.AskingLimits;
import kz.digitaltenge.node.request.PostgresRequests;
import kz.digitaltenge.node.standing.PostgresStandingOrders;
import kz.digitaltenge.node.vault.PostgresVault;
import kz.digitaltenge.node.vault.VaultDatabase;

/// The tables that nodes ask for, made before there is a node. What is not made here, or is of an
/// earlier build, a node makes when it opens it.
public final class NodeTables {
  private static final String BANK = "template_bank";
  private static final String CENTRAL_BANK = "template_central_bank";
  private static final int VERSION_BYTES = 8;

  /// No row is written here that would tell it.
  private static final String CURRENCY = "KZT";

  private NodeTables() {}

  /// The template of a node's database.
  public static String template(Participant.Kind kind) {
    return switch (kind) {
      case BANK -> BANK;
      case CENTRAL_BANK -> CENTRAL_BANK;
    };
  }

  /// What makes them.
  public static Templates templates() {
    return new Templates(
        NodeTables::version,
        Map.of(BANK, NodeTables::ofBank, CENTRAL_BANK, NodeTables::ofCentralBank));
  }

  private static void ofBank(VaultDatabase database) {
    try (var _ = PostgresVault.open(database, BANK);
        var outbox = PostgresOutbox.open(database);
        var _ = Mandates.open(database, outbox);
        var _ = PostgresCustomers.open(database, outbox);
        var _ = PostgresRequests.open(database, outbox, AskingLimits.STANDARD);
        var _ = PostgresRefunds.open(database);
        var _ = PostgresRegisters.open(database, outbox);
        var _ = PostgresStandingOrders.open(database, outbox, CURRENCY);
        var _ = PostgresClientConversions.open(database, outbox, CURRENCY)) {
      // They are there.
    }
  }

  private static void ofCentralBank(VaultDatabase database) {
    try (var _ = PostgresVault.open(database, CENTRAL_BANK);
        var _ = PostgresDays.open(database);
        var _ = PostgresConversions.open(database)) {
      // They are there.
    }
  }

  /// A digest of all migrations.
  private static String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, PostgresVault.class);
      add(digest, PostgresDays.class);
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds the migrations that lie where this class does: in a folder or a jar.
  private static void add(MessageDigest digest, Class<?> neighbour) throws IOException {
    Path place = place(neighbour);
    if (Files.isDirectory(place)) {
      addUnder(digest, place);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        addUnder(digest, jar.getPath("/"));
      }
    }
  }

  private static Path place(Class<?> neighbour) {
    try {
      return Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addUnder(MessageDigest digest, Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".sql")).sorted().toList()) {
        digest.update(root.relativize(file).toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
