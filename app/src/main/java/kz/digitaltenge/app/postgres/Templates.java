package kz.digitaltenge.app.postgres;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Databases with empty tables that a new server has from its first start, to be copied into those
/// that are used: tables are made by many statements, and copied in a moment. They save time and
/// nothing else: where they cannot be made, whoever uses a database makes its tables.
///
/// @param version another one whenever the tables are others; letters, digits and hyphens
/// @param makers by the template's name; each makes the tables that are missing in a database, and
///   keeps no connection to it
public record Templates(Supplier<String> version, Map<String, Consumer<VaultDatabase>> makers) {
  /// A server without any.
  public static final Templates NONE = new Templates(() -> "none", Map.of());

  public Templates {
    makers = Map.copyOf(makers);
  }
}
