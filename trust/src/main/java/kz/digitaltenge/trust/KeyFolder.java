package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;

/// Where a process keeps the secrets that it signs with and derives from: P-256 key pairs in
/// `NAME.key.pem`, seeds in `NAME.seed.pem`. With a security module ([KeyModuleSetting]) the first
/// name keys that stay in it, and the second are sealed such that it alone opens them
/// ([SealedSeed]).
///
/// A key is made only on request, never because its file is missing: a node that lost its key must
/// say so, not become somebody else. The file `network` names the network that the keys belong to.
public final class KeyFolder {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String NETWORK_FILE = "network";
  private static final String KEY_SUFFIX = ".key.pem";
  private static final int CHECK_SIZE_BYTES = 4;

  /// The module's key that this folder's seeds are sealed with.
  private static final String SEALS = "seals";

  static final String SEALED_SEED = "DIGITAL TENGE SEALED SEED";

  private final Path folder;
  private final KeyPlace place;

  private KeyFolder(Path folder) {
    this.folder = folder;
    this.place = KeyPlace.of(folder);
  }

  /// Opens the folder, or makes it.
  ///
  /// @param network what tells this network from others: [NetworkAuthority#fingerprint()]
  /// @throws PlatformException `DATA_OF_OTHER_NETWORK` when it was made for another network
  public static KeyFolder open(Path folder, String network) {
    KeyFiles.makeFolder(folder);
    Path label = folder.resolve(NETWORK_FILE);
    byte[] content = (network + "\n").getBytes(US_ASCII);
    if (!KeyFiles.exists(label)) {
      KeyFiles.write(label, content);
    } else if (!Arrays.equals(KeyFiles.read(label), content)) {
      throw KeyFiles.ofOtherNetwork(folder);
    }
    return new KeyFolder(folder);
  }

  public boolean hasKey(String name) {
    return KeyFiles.exists(keyFile(name));
  }

  public boolean hasSeed(String name) {
    return KeyFiles.exists(seedFile(name));
  }

  /// Makes a P-256 key pair and keeps it.
  ///
  /// @throws IllegalStateException when there is one of this name
  public KeyPair createKey(String name, Entropy entropy) {
    refuseIfKept(keyFile(name));
    return makeKey(name, entropy);
  }

  /// Makes a key pair in place of the one of this name, which is kept as `NAME-1`, `NAME-2`, …; as
  /// one of them only, also when an earlier try was killed before it made the new pair.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` when there is none to replace
  public KeyPair replaceKey(String name, Entropy entropy) {
    keepFormer(name, KeyFiles.read(keyFile(name)));
    return makeKey(name, entropy);
  }

  /// Puts the key of that name in another folder in the place of the one here, if there is one,
  /// which is kept as by [#replaceKey(String, Entropy)]. The same again changes nothing.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` when the other has none
  public void replaceKey(String name, KeyFolder from) {
    byte[] next = KeyFiles.read(from.keyFile(name));
    if (hasKey(name)) {
      byte[] former = KeyFiles.read(keyFile(name));
      if (Arrays.equals(former, next)) {
        return;
      }
      keepFormer(name, former);
    }
    KeyFiles.write(keyFile(name), next);
  }

  private void keepFormer(String name, byte[] former) {
    int number = 1;
    while (hasKey(name + "-" + number)) {
      number++;
    }
    boolean isKept =
        number > 1 && Arrays.equals(KeyFiles.read(keyFile(name + "-" + (number - 1))), former);
    if (!isKept) {
      KeyFiles.write(keyFile(name + "-" + number), former);
    }
  }

  private KeyPair makeKey(String name, Entropy entropy) {
    KeyPlace.Made made = place.make(name, entropy);
    made.into(keyFile(name)).add(Pem.PUBLIC_KEY, made.keys().getPublic().getEncoded()).write();
    return made.keys();
  }

  /// Takes over the key of a name from another folder, which has it no more afterwards; after a
  /// kill the same again goes on. One that a security module holds stays in it: this folder is to
  /// name that module.
  public void takeOver(KeyFolder from, String name) {
    Path file = from.keyFile(name);
    if (KeyFiles.exists(file)) {
      if (!hasKey(name)) {
        KeyFiles.write(keyFile(name), KeyFiles.read(file));
      }
      KeyFiles.delete(file);
    }
  }

  /// The names of the keys that were replaced under a name, the newest first.
  ///
  /// @throws PlatformException `STORAGE_FAILED`
  public List<String> formerNames(String name) {
    Pattern former = Pattern.compile(Pattern.quote(checked(name)) + "-([1-9][0-9]{0,8})");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(KEY_SUFFIX))
          .map(file -> former.matcher(file.substring(0, file.length() - KEY_SUFFIX.length())))
          .filter(Matcher::matches)
          .sorted(Comparator.comparingInt(each -> -Integer.parseInt(each.group(1))))
          .map(Matcher::group)
          .toList();
    } catch (IOException e) {
      throw KeyFiles.failed(folder, e);
    }
  }

  /// The public half alone; the private one is neither read nor looked for in a module.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` or `KEY_FILE_CORRUPT`
  public PublicKey publicKey(String name) {
    Path file = keyFile(name);
    try {
      return KeyKind.P256.publicKey(Pem.readPublic(file).only(Pem.PUBLIC_KEY));
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  /// Reads a key pair that was made before.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or
  ///   `KEY_MODULE_FAILED`
  public KeyPair key(String name) {
    Path file = keyFile(name);
    Pem pem = Pem.read(file);
    try {
      var publicKey = KeyKind.P256.publicKey(pem.only(Pem.PUBLIC_KEY));
      return new KeyPair(publicKey, place.read(file, pem, publicKey));
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  /// Makes a seed and keeps it.
  ///
  /// @throws IllegalStateException when there is one of this name
  public Seed createSeed(String name, Entropy entropy) {
    return keepSeed(name, entropy.bytes(Seed.SIZE_BYTES), entropy);
  }

  /// Keeps a seed that others have too.
  ///
  /// @param entropy for what it is sealed with
  /// @throws IllegalStateException when there is one of this name
  public Seed keepSeed(String name, byte[] secret, Entropy entropy) {
    Path file = seedFile(name);
    refuseIfKept(file);
    Seed seed = Seed.of(secret);
    byte[] content = Arrays.copyOf(secret, Seed.SIZE_BYTES + CHECK_SIZE_BYTES);
    System.arraycopy(check(secret), 0, content, Seed.SIZE_BYTES, CHECK_SIZE_BYTES);
    if (place.isModule()) {
      sealed(name, content, entropy).write();
    } else {
      Pem.of(file).add(Pem.SEED, content).write();
    }
    return seed;
  }

  private Pem sealed(String name, byte[] content, Entropy entropy) {
    if (!hasKey(SEALS)) {
      var _ = makeKey(SEALS, entropy);
    }
    Path key = keyFile(SEALS);
    try {
      var seed = SealedSeed.of(name, content, publicKey(SEALS), entropy);
      byte[] label = Pem.readPublic(key).only(KeyPlace.MODULE_KEY);
      return Pem.of(seedFile(name))
          .add(KeyPlace.MODULE_KEY, label)
          .add(Pem.PUBLIC_KEY, seed.sender().getEncoded())
          .add(SEALED_SEED, seed.sealed().toArray());
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(key, e);
    }
  }

  /// Reads a seed that was made before.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or
  ///   `KEY_MODULE_FAILED`
  public Seed seed(String name) {
    Path file = seedFile(name);
    Pem pem = Pem.read(file);
    byte[] content = pem.has(SEALED_SEED) ? opened(name, pem) : pem.only(Pem.SEED);
    if (content.length != Seed.SIZE_BYTES + CHECK_SIZE_BYTES) {
      throw KeyFiles.corrupt(file, "it has " + content.length + " bytes");
    }
    byte[] secret = Arrays.copyOf(content, Seed.SIZE_BYTES);
    byte[] check = Arrays.copyOfRange(content, Seed.SIZE_BYTES, content.length);
    if (!Arrays.equals(check, check(secret))) {
      throw KeyFiles.corrupt(file, "its check bytes are wrong");
    }
    return Seed.of(secret);
  }

  private byte[] opened(String name, Pem pem) {
    Path file = seedFile(name);
    String label =
        KeyPlace.label(pem).orElseThrow(() -> KeyFiles.corrupt(file, "it names no module's key"));
    try {
      var sender = KeyKind.P256.publicKey(pem.only(Pem.PUBLIC_KEY));
      return new SealedSeed(sender, Bytes.of(pem.only(SEALED_SEED)))
          .open(name, place.agreement(file, label));
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  /// Keeps a fact about how the keys are used, such as that something was encrypted with one.
  public void note(String fact) {
    if (!isNoted(fact)) {
      KeyFiles.write(noteFile(fact), new byte[0]);
    }
  }

  /// Whether the fact was noted.
  public boolean isNoted(String fact) {
    return KeyFiles.exists(noteFile(fact));
  }

  /// Any bytes make a seed, so only this tells a damaged one.
  private static byte[] check(byte[] secret) {
    return Arrays.copyOf(Hash.sha256(secret).trusted(), CHECK_SIZE_BYTES);
  }

  private static void refuseIfKept(Path file) {
    if (KeyFiles.exists(file)) {
      throw new IllegalStateException(file + " exists already");
    }
  }

  /// Where the key pair of a name is kept.
  public Path keyFile(String name) {
    return folder.resolve(checked(name) + KEY_SUFFIX);
  }

  /// Where a replacement of the key of a name is noted while it is under way.
  Path replacementFile(String name) {
    return folder.resolve(checked(name) + ".replacing");
  }

  private Path noteFile(String fact) {
    return folder.resolve(checked(fact) + ".note");
  }

  /// Where the seed of a name is kept.
  public Path seedFile(String name) {
    return folder.resolve(checked(name) + ".seed.pem");
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a key: " + name);
    }
    return name;
  }
}
