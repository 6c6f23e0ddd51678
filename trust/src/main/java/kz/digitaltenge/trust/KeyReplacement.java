package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.crypto.Hash;

/// The replacement of one key of a folder, until everybody goes by the new one.
///
/// A file `NAME.replacing` beside the keys names the key that is to go. It is there before the new
/// key is made and until [#finish()], so that whoever was killed in between goes on with the new
/// key that there is, instead of making another.
public final class KeyReplacement {
  private final KeyFolder keys;
  private final String name;
  private final String former;
  private final boolean isResumed;

  private KeyReplacement(KeyFolder keys, String name, String former, boolean isResumed) {
    this.keys = keys;
    this.name = name;
    this.former = former;
    this.isResumed = isResumed;
  }

  /// Begins a replacement, or goes on with the one that was begun.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_MISSING` when there is none to
  ///   replace
  public static KeyReplacement of(KeyFolder keys, String name) {
    Path file = keys.replacementFile(name);
    if (KeyFiles.exists(file)) {
      String former = new String(KeyFiles.read(file), US_ASCII).strip();
      return new KeyReplacement(keys, name, former, true);
    }
    String former = fingerprint(keys.publicKey(name));
    KeyFiles.write(file, (former + "\n").getBytes(US_ASCII));
    return new KeyReplacement(keys, name, former, false);
  }

  /// Whether one was begun and is not finished.
  public static boolean isUnderWay(KeyFolder keys, String name) {
    return KeyFiles.exists(keys.replacementFile(name));
  }

  /// Whether it had been begun before.
  public boolean isResumed() {
    return isResumed;
  }

  /// Makes the new key, unless it is there.
  public void makeKey(Entropy entropy) {
    if (fingerprint(keys.publicKey(name)).equals(former)) {
      var _ = keys.replaceKey(name, entropy);
    }
  }

  /// To be called when everybody goes by the new key; doing it twice does no harm.
  public void finish() {
    Path file = keys.replacementFile(name);
    try {
      Files.deleteIfExists(file);
      KeyFiles.syncFolderOf(file);
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  private static String fingerprint(PublicKey key) {
    return Hash.sha256(key.getEncoded()).toString();
  }
}
