package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import kz.digitaltenge.api.error.PlatformException;

/// Which security module holds private keys, as the file `key-module` says:
///
/// ```
/// library = /usr/lib/softhsm/libsofthsm2.so
/// slot-index = 0
/// pin-file = /etc/digital-tenge/pin
/// ```
///
/// @param library the module's PKCS#11 library
/// @param slotIndex which of its slots, counted from 0
/// @param pinFile readable by its owner alone; one line
public record KeyModuleSetting(Path library, int slotIndex, Path pinFile) {
  static final String FILE = "key-module";

  // The folder of a node's keys lies this deep in a data folder.
  private static final int FOLDERS_UP_MAX = 3;
  private static final int SLOTS_MAX = 1_024;

  /// The setting for keys in this folder: its own, or of a folder above.
  ///
  /// @throws PlatformException `KEY_FILE_CORRUPT` when it cannot be read
  static Optional<KeyModuleSetting> of(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    for (int up = 0; up <= FOLDERS_UP_MAX && place != null; up++) {
      Path file = place.resolve(FILE);
      if (KeyFiles.exists(file)) {
        return Optional.of(read(file));
      }
      place = place.getParent();
    }
    return Optional.empty();
  }

  /// Reads a setting; its paths may be relative to its folder.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` or `KEY_FILE_CORRUPT`
  public static KeyModuleSetting read(Path file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(new String(KeyFiles.readPublic(file), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw KeyFiles.corrupt(file, e);
    }
    Path place = file.toAbsolutePath();
    return new KeyModuleSetting(
        place.resolveSibling(required(properties, "library", file)),
        slotIndex(properties, file),
        place.resolveSibling(required(properties, "pin-file", file)));
  }

  /// Keeps the setting for all keys that are made in the folder, or below it, from now on.
  public void write(Path folder) {
    KeyFiles.makeFolder(folder);
    KeyFiles.write(
        folder.resolve(FILE),
        "library = %s%nslot-index = %d%npin-file = %s%n"
            .formatted(library, slotIndex, pinFile)
            .getBytes(UTF_8));
  }

  private static String required(Properties properties, String name, Path file) {
    String value = properties.getProperty(name, "").strip();
    if (value.isEmpty()) {
      throw KeyFiles.corrupt(file, "it has no line " + name);
    }
    return value;
  }

  private static int slotIndex(Properties properties, Path file) {
    String value = properties.getProperty("slot-index", "0").strip();
    try {
      int index = Integer.parseInt(value);
      if (index >= 0 && index < SLOTS_MAX) {
        return index;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw KeyFiles.corrupt(file, "slot-index is \"" + value + "\"");
  }
}
