package kz.digitaltenge.app.role;

import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names of the keys in a member's key folder, and signers made of them.
public final class NodeKeys {
  /// P-256: certifies the keys that a node attests with; the central bank's signs parameters.
  public static final String IDENTITY = "identity";

  /// A seed: what the node's own seed is encrypted under.
  public static final String SEALING = "sealing";

  /// P-256: signs every issue and redemption.
  public static final String ISSUANCE = "issuance";

  /// A seed: of the Ed25519 key that a notary member signs heads with.
  public static final String HEAD = "head";

  /// A seed that all banks have and the ID centre has not: aliases are hashed under it.
  public static final String ALIASES = "aliases";

  /// P-256: the ID centre signs with it whom it names.
  public static final String STATEMENTS = "statements";

  /// A seed of the ID centre's own: what it keeps of aliases is hashed under it.
  public static final String CLAIMS = "claims";

  /// Officers of the central bank, who approve issues and sign orders.
  public static final int OFFICERS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(NodeKeys.class);

  private NodeKeys() {}

  /// P-256 keys, counted from 1; each in the folder of its officer alone.
  public static String officer(int number) {
    return "officer-" + number;
  }

  /// Of all officers, as their certificates have them too.
  public static List<String> officerNames() {
    return IntStream.rangeClosed(1, OFFICERS).mapToObj(NodeKeys::officer).toList();
  }

  /// Gives an officer the key that an earlier build kept with the central bank's node, if it did,
  /// and says what is to be done about it.
  public static void giveOfficer(String name, KeyFolder node, KeyFolder officer) {
    if (node.hasKey(name)) {
      officer.takeOver(node, name);
      LOG.warn(
          "The key of {} lay with the central bank's node, whose process has had it: replace it"
              + " now, ./dt keys rotate --of {}",
          name,
          name);
    }
  }

  /// The central bank's process signs for no officer, so it does not start where it could.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `OFFICERS_KEY_WITH_NODE`
  static void requireNoOfficers(KeyFolder node) {
    for (String name : officerNames()) {
      if (node.hasKey(name)) {
        throw Problem.of(
                ErrorCode.OFFICERS_KEY_WITH_NODE, "path", node.keyFile(name), "officer", name)
            .exception();
      }
    }
  }

  /// The number of the officer of that name, as orders and the books of days have it.
  public static Optional<String> officerNumber(String name) {
    return IntStream.rangeClosed(1, OFFICERS)
        .filter(number -> officer(number).equals(name))
        .mapToObj(String::valueOf)
        .findFirst();
  }

  public static Signer signer(KeyFolder keys, String name, Cryptography cryptography) {
    KeyPair pair = keys.key(name);
    return cryptography.signatures().signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
  }

  /// One of the keys that were replaced under a name. The private halves of the others are not
  /// touched, and what cannot be read of them is passed over: they may be gone for good.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the private half of this very key
  ///   cannot be used
  public static Optional<Signer> former(
      KeyFolder keys, String name, PublicKey wanted, Cryptography cryptography) {
    return keys.formerNames(name).stream()
        .filter(former -> is(keys, former, wanted))
        .findFirst()
        .map(former -> signer(keys, former, cryptography));
  }

  /// Whether a key was replaced under a name, as far as the files can still tell.
  public static boolean isFormer(KeyFolder keys, String name, PublicKey key) {
    return keys.formerNames(name).stream().anyMatch(former -> is(keys, former, key));
  }

  private static boolean is(KeyFolder keys, String former, PublicKey wanted) {
    try {
      return PublicKey.of(keys.publicKey(former)).equals(wanted);
    } catch (PlatformException e) {
      LOG.warn("The retired key {} cannot be read: {}", former, e.getMessage());
      return false;
    }
  }
}
