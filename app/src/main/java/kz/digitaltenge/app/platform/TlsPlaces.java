package kz.digitaltenge.app.platform;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.trust.NetworkRevocations;
import kz.digitaltenge.trust.TlsFolder;

/// The certificates of the network's own authority as they lie in a data folder: nodes', members',
/// operators' and the others', by which processes know each other.
public final class TlsPlaces {
  private static final String ROOT = "ROOT";

  private TlsPlaces() {}

  /// A certificate and its time.
  ///
  /// @param kind as [kz.digitaltenge.api.stream.PeerIdentity.Kind] has it, or `ROOT`
  /// @param place of whoever has it
  /// @param serial its number
  public record Kept(String kind, String name, Path place, Instant validUntil, BigInteger serial) {
    /// Whether all others come from it.
    public boolean isRoot() {
      return kind.equals(ROOT);
    }

    /// Whether its time ends within that, or is over.
    public boolean endsWithin(Duration time, Instant now) {
      return !validUntil.isAfter(now.plus(time));
    }

    /// Negative when it is over.
    public long daysLeft(Instant now) {
      return Duration.between(now, validUntil).toDays();
    }
  }

  /// What a command goes by for as long as it runs; it believes none that is revoked now.
  ///
  /// @param place in the folder
  /// @throws kz.digitaltenge.api.error.PlatformException as [TlsFolder#load()]
  public static TlsIdentity load(Path place, DataFolder folder) {
    TlsIdentity identity = new TlsFolder(place, InstantSource.system()).load();
    identity.refuse(
        NetworkRevocations.read(folder.revocations(), identity.roots().getFirst()).serials());
    return identity;
  }

  /// All of a data folder, and the network's root, those first whose time ends first.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when one cannot be read
  public static List<Kept> in(DataFolder folder) {
    Path root = folder.root();
    var kept = new ArrayList<Kept>();
    Stream.of(
            Stream.of(folder.operator(), folder.idCentre(), folder.coreBanking()),
            below(root.resolve("officers")),
            below(root.resolve("banks")).map(bank -> bank.resolve("operator")),
            below(root.resolve("nodes")),
            below(root.resolve("notary")),
            below(folder.coreBanking()))
        .flatMap(places -> places)
        .flatMap(place -> at(place).stream())
        .forEach(kept::add);
    return kept.stream().distinct().sorted(Comparator.comparing(Kept::validUntil)).toList();
  }

  /// The one of a place and the root that it comes from; none where there is none.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot be read
  public static List<Kept> at(Path place) {
    var folder = new TlsFolder(place, InstantSource.system());
    if (folder.isEmpty()) {
      return List.of();
    }
    TlsIdentity identity = folder.kept();
    var root = identity.roots().getFirst();
    return List.of(
        new Kept(
            identity.self().kind().name(),
            identity.self().name(),
            place,
            identity.validUntil(),
            identity.chain().getFirst().getSerialNumber()),
        new Kept(
            ROOT,
            root.getSubjectX500Principal().getName(),
            Path.of("authority"),
            root.getNotAfter().toInstant(),
            root.getSerialNumber()));
  }

  private static Stream<Path> below(Path places) {
    String[] names = places.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .sorted()
        .map(places::resolve)
        .filter(Files::isDirectory);
  }
}
