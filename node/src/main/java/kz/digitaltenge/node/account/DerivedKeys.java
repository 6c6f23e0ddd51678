package kz.digitaltenge.node.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import org.jspecify.annotations.Nullable;

/// Derives every key and nonce from the node's seed: `seed → account → label` for one-time keys,
/// `seed → label` for tag nonces. Nothing is stored.
///
/// Finding a public key costs as much as a signature, and a payee's is needed again when the
/// transaction comes that was prepared: the most recent are remembered. Thread-safe.
public final class DerivedKeys implements KeyRing, TagNonces {
  private static final int REMEMBERED_MAX = 2_048;
  private static final byte[] ACCOUNT = "account".getBytes(US_ASCII);
  private static final byte[] ONE_TIME_KEY = "one-time key".getBytes(US_ASCII);
  private static final byte[] TAG_NONCE = "tag nonce".getBytes(US_ASCII);

  private final Seed seed;
  private final Ed25519Keys keys;
  private final Map<KeyName, PublicKey> remembered;

  private record KeyName(AccountId account, KeyLabel label) {}

  /// Keys of the node whose seed this is.
  public DerivedKeys(Seed seed, Ed25519Keys keys) {
    this.seed = seed;
    this.keys = keys;
    this.remembered =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<KeyName, PublicKey> eldest) {
            return size() > REMEMBERED_MAX;
          }
        };
  }

  @Override
  public PublicKey address(AccountId account, KeyLabel label) {
    var name = new KeyName(account, label);
    PublicKey known = recall(name);
    if (known != null) {
      return known;
    }
    PublicKey derived = keys.publicKey(oneTime(name));
    remember(name, derived);
    return derived;
  }

  @Override
  public Signer signer(AccountId account, KeyLabel label, PublicKey address) {
    return keys.signer(oneTime(new KeyName(account, label)), address);
  }

  @Override
  public Hash nonce(KeyLabel label) {
    return Hash.ofTrusted(seed.derive(TAG_NONCE, label.toBytes()).reveal());
  }

  private Seed oneTime(KeyName name) {
    return seed.derive(ACCOUNT, name.account.value().getBytes(US_ASCII))
        .derive(ONE_TIME_KEY, name.label.toBytes());
  }

  private @Nullable PublicKey recall(KeyName name) {
    synchronized (remembered) {
      return remembered.get(name);
    }
  }

  private void remember(KeyName name, PublicKey key) {
    synchronized (remembered) {
      remembered.put(name, key);
    }
  }
}
