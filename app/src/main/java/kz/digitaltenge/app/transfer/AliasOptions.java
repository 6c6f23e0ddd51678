package kz.digitaltenge.app.transfer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who is meant, by an alias that the ID centre knows; in the place of an account.
final class AliasOptions {
  @Option(names = "--phone", paramLabel = "PHONE", description = "Whose phone it is.")
  private @Nullable String phone;

  @Option(names = "--iin", paramLabel = "IIN", description = "Whose IIN it is.")
  private @Nullable String iin;

  @Option(names = "--bin", paramLabel = "BIN", description = "Whose BIN it is.")
  private @Nullable String bin;

  Members addTo(Members members) {
    return members.with("phone", phone).with("iin", iin).with("bin", bin);
  }
}
