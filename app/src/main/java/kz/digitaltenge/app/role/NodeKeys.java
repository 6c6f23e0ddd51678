package kz.digitaltenge.app.role;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;

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

  /// Officers of the central bank who approve issues and redemptions.
  public static final int OFFICERS = 2;

  private NodeKeys() {}

  /// P-256 keys, counted from 1.
  public static String officer(int number) {
    return "officer-" + number;
  }

  /// Of all officers, as their certificates have them too.
  public static List<String> officerNames() {
    return IntStream.rangeClosed(1, OFFICERS).mapToObj(NodeKeys::officer).toList();
  }

  public static Signer signer(KeyFolder keys, String name, Cryptography cryptography) {
    KeyPair pair = keys.key(name);
    return cryptography.signatures().signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
  }

  /// The keys that were replaced under a name, the oldest first.
  public static List<Signer> former(KeyFolder keys, String name, Cryptography cryptography) {
    var former = new ArrayList<Signer>();
    for (int number = 1; keys.hasKey(name + "-" + number); number++) {
      former.add(signer(keys, name + "-" + number, cryptography));
    }
    return former;
  }

  static List<Signer> officers(KeyFolder keys, Cryptography cryptography) {
    var officers = new ArrayList<Signer>();
    for (int number = 1; number <= OFFICERS; number++) {
      officers.add(signer(keys, officer(number), cryptography));
    }
    return officers;
  }
}
