package kz.digitaltenge.testing.fault;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.ledger.testkit.KeptClasses;

/// The kept classes of processes of roles.
final class RoleClasses {
  private static final KeptClasses KEPT =
      KeptClasses.of(
          Path.of("target", "roles"),
          List.of(
              "-Xmx160m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true"),
          RoleRehearsal.class);

  private RoleClasses() {}

  /// The command that starts a class of the tests in a process of its own; its arguments follow.
  static List<String> command(List<String> flags, Class<?> main) {
    return KEPT.command(flags, main);
  }
}
