package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;
import kz.digitaltenge.api.task.Entropy;

/// Where the private keys of a folder's files are: in the files, or in a security module whose
/// label the file has instead. Which one a new key goes to, the setting [KeyModuleSetting] decides;
/// a key that was made before is found where it was made.
public final class KeyPlace {
  /// Stands in a key's file instead of a private key.
  public static final String MODULE_KEY = "DIGITAL TENGE MODULE KEY";

  private static final int LABEL_SUFFIX_BYTES = 4;

  private final Path folder;
  private final Optional<KeyModuleSetting> setting;

  private KeyPlace(Path folder, Optional<KeyModuleSetting> setting) {
    this.folder = folder;
    this.setting = setting;
  }

  /// The place for the keys of a folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_CORRUPT` when its setting cannot
  ///   be read
  public static KeyPlace of(Path folder) {
    return new KeyPlace(folder, KeyModuleSetting.of(folder));
  }

  /// A new P-256 key pair, and what its file keeps of the private one.
  public record Made(KeyPair keys, Optional<String> label) {
    /// Writes the file's first block.
    public Pem into(Path file) {
      return label
          .map(name -> Pem.of(file).add(MODULE_KEY, name.getBytes(UTF_8)))
          .orElseGet(() -> Pem.of(file).add(Pem.PRIVATE_KEY, keys.getPrivate().getEncoded()));
    }

    /// Without the key.
    @Override
    public String toString() {
      return "Made[" + keys.getPublic() + "]";
    }
  }

  /// Makes a P-256 key pair.
  ///
  /// @param name for people who look into the module
  public Made make(String name, Entropy entropy) {
    if (setting.isEmpty()) {
      return new Made(KeyKind.P256.make(entropy), Optional.empty());
    }
    String suffix = HexFormat.of().formatHex(entropy.bytes(LABEL_SUFFIX_BYTES));
    String label = "%s-%s-%s".formatted(place(), name, suffix);
    KeyPair keys = KeyModule.open(setting.get()).make(label, entropy);
    return new Made(keys, Optional.of(label));
  }

  /// The private key that a file has or names.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_CORRUPT` when it has none, or
  ///   none that belongs to the public key; `KEY_MODULE_FAILED`
  public PrivateKey read(Path file, Pem pem, PublicKey publicKey) {
    try {
      Optional<String> label = label(pem);
      PrivateKey key =
          label.isPresent()
              ? module(file).key(label.get())
              : KeyKind.P256.privateKey(pem.only(Pem.PRIVATE_KEY));
      if (!KeyKind.P256.match(key, publicKey)) {
        throw KeyFiles.corrupt(file, "its two keys do not belong together");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  /// Whether what is made from now on is kept by a module.
  boolean isModule() {
    return setting.isPresent();
  }

  /// What the module's key of that label agrees on with others.
  ///
  /// @param file tells of it
  SealedSeed.Agreement agreement(Path file, String label) {
    return other -> module(file).agree(label, other);
  }

  /// What the key is called in its module; empty when the file has it.
  public static Optional<String> label(Pem pem) {
    return pem.has(MODULE_KEY)
        ? Optional.of(new String(pem.only(MODULE_KEY), UTF_8))
        : Optional.empty();
  }

  private KeyModule module(Path file) {
    return KeyModule.open(
        setting.orElseThrow(
            () ->
                KeyFiles.corrupt(
                    file, "its key is in a module, and no file key-module says which")));
  }

  /// Whose keys these are: `HSBKKZKX` for the folder `nodes/HSBKKZKX/keys`.
  private String place() {
    Path whole = folder.toAbsolutePath().normalize();
    int last = whole.getNameCount() - 1;
    int own = whole.endsWith("keys") && last > 0 ? last - 1 : last;
    return whole.getName(own).toString();
  }
}
