package kz.digitaltenge.app.role;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.register.RegisterMemory;
import kz.digitaltenge.trust.KeyFiles;

/// How long a bank's node keeps personal data of others once what they were for is over.
///
/// @param registers after a register's end
record Retention(Duration registers) {
  private static final String REGISTERS = "registers";
  private static final long DAYS_MAX = 3_650;
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,3}");

  private static final String USUAL =
      """
      # How many days personal data of others are kept once what they were for is over; read at the start.
      # Whom a register of payouts paid, after its end:
      registers=%d
      """
          .formatted(RegisterMemory.KEPT.toDays());

  /// Reads a file, or makes it.
  ///
  /// @throws PlatformException `NODE_FILE_UNUSABLE`
  static Retention of(Path file) {
    if (!KeyFiles.exists(file)) {
      KeyFiles.write(file, USUAL.getBytes(UTF_8));
    }
    var read = new Properties();
    try {
      read.load(new StringReader(new String(KeyFiles.readPublic(file), UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.of(
              ErrorCode.NODE_FILE_UNUSABLE,
              "path",
              file,
              "reason",
              "it is no list of names and values")
          .exception(e);
    }
    for (String name : read.stringPropertyNames()) {
      if (!name.equals(REGISTERS)) {
        throw unusable(file, name + " is not known; there is " + REGISTERS);
      }
    }
    String days = read.getProperty(REGISTERS, String.valueOf(RegisterMemory.KEPT.toDays())).strip();
    if (!DAYS.matcher(days).matches() || Long.parseLong(days) > DAYS_MAX) {
      throw unusable(
          file,
          REGISTERS + " is " + days + " and not a whole number of days from 1 to " + DAYS_MAX);
    }
    return new Retention(Duration.ofDays(Long.parseLong(days)));
  }

  private static PlatformException unusable(Path file, String reason) {
    return Problem.of(ErrorCode.NODE_FILE_UNUSABLE, "path", file, "reason", reason).exception();
  }
}
