package kz.digitaltenge.trust.participant;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyPlace;

/// The authority's own keys: the root, its issuers of all generations, and who signs status for
/// each.
///
/// ```
/// root.pem, issuer-1.pem, issuer-2.pem, …    an issuer that was replaced goes on telling status
/// root-status.pem, issuer-1-status.pem, …    replaced each month
/// time-stamps.pem                            replaced each year
/// ```
final class Signatories {
  static final String ROOT = "root";
  static final String TIME_STAMPS = "time-stamps";
  private static final String ISSUER = "issuer-";
  private static final String STATUS = "-status";

  private final Path folder;
  private final Map<String, Signatory> read = new ConcurrentHashMap<>();

  Signatories(Path folder) {
    this.folder = folder;
  }

  static String issuer(int generation) {
    return ISSUER + generation;
  }

  static String statusOf(String name) {
    return name + STATUS;
  }

  boolean has(String name) {
    return KeyFiles.exists(Signatory.file(folder, name));
  }

  /// A root or issuer; they never change once made.
  Signatory named(String name) {
    return read.computeIfAbsent(name, wanted -> Signatory.read(folder, wanted));
  }

  Signatory root() {
    return named(ROOT);
  }

  /// Read each time, for another process may have replaced it.
  Signatory current(String name) {
    return Signatory.read(folder, name);
  }

  /// A key for one that is to be added.
  KeyPlace.Made make(String name, Entropy entropy) {
    return KeyPlace.of(folder).make(name, entropy);
  }

  Signatory add(String name, X509Certificate certificate, KeyPlace.Made made) {
    Signatory.write(folder, name, certificate, made);
    return new Signatory(name, certificate, made.keys().getPrivate());
  }

  /// How many issuers there have been.
  int generations() {
    int generation = 0;
    while (has(issuer(generation + 1))) {
      generation++;
    }
    return generation;
  }

  /// The root and every issuer.
  List<Signatory> all() {
    var all = new ArrayList<>(List.of(root()));
    for (int generation = 1; has(issuer(generation)); generation++) {
      all.add(named(issuer(generation)));
    }
    return all;
  }
}
