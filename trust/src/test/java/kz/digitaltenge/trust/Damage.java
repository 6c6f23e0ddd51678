package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Ways in which a key file goes bad.
final class Damage {
  private Damage() {}

  static ErrorCode codeOf(ThrowingCallable action) {
    Throwable thrown = catchThrowable(action);
    assertThat(thrown).isInstanceOf(PlatformException.class);
    return ((PlatformException) thrown).code();
  }

  /// Spoils the file in many ways; each gets the code `corrupt`, a missing file and one that others
  /// can read get theirs. The file is whole again afterwards.
  static void assertEachIsTold(Path file, ThrowingCallable reading, ErrorCode corrupt) {
    try {
      byte[] whole = Files.readAllBytes(file);
      for (byte[] spoiled : spoiled(whole)) {
        Files.write(file, spoiled);
        assertThat(codeOf(reading)).as(new String(spoiled, US_ASCII)).isEqualTo(corrupt);
      }
      Files.write(file, whole);

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(codeOf(reading)).isEqualTo(ErrorCode.KEY_FILE_OPEN_TO_OTHERS);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

      Path away = file.resolveSibling("away");
      Files.move(file, away);
      assertThat(codeOf(reading)).isEqualTo(ErrorCode.KEY_FILE_MISSING);
      Files.move(away, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> spoiled(byte[] whole) {
    String text = new String(whole, US_ASCII);
    int lineEnd = text.indexOf('\n') + 1;
    var spoiled = new ArrayList<byte[]>();
    spoiled.add(new byte[0]);
    spoiled.add("not a key".getBytes(US_ASCII));
    spoiled.add(text.substring(0, text.length() / 2).getBytes(US_ASCII));
    spoiled.add((text + text).getBytes(US_ASCII));
    // A letter of the base64 changed near the start, in the middle and near the end of the key.
    int keyEnd = text.indexOf("-----END");
    for (int at : new int[] {lineEnd + 8, (lineEnd + keyEnd) / 2, keyEnd - 6}) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      spoiled.add((text.substring(0, at) + other + text.substring(at + 1)).getBytes(US_ASCII));
    }
    return spoiled;
  }
}
