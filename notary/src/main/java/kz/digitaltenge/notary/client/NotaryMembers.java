package kz.digitaltenge.notary.client;

import java.util.Map;
import java.util.function.IntFunction;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// What a [NotaryClient] knows of the notary's members, and how it tells of newer network
/// parameters that they have shown. Called from any thread.
public interface NotaryMembers {

  /// The members' links by name, as the newest parameters known list them; never empty.
  Map<String, Link> links();

  /// The head keys that the parameters of an epoch list; empty for one that is not known.
  Map<String, PublicKey> keysOf(int epoch);

  /// The newest epoch known.
  int epoch();

  /// Takes the next parameters.
  ///
  /// @return false, and nothing has changed, when they do not follow by the central bank's word
  boolean adopt(SignedParameters next);

  /// Members that stay what they are.
  static NotaryMembers fixed(Map<String, Link> links, IntFunction<Map<String, PublicKey>> keysOf) {
    return new NotaryMembers() {
      @Override
      public Map<String, Link> links() {
        return links;
      }

      @Override
      public Map<String, PublicKey> keysOf(int epoch) {
        return keysOf.apply(epoch);
      }

      @Override
      public int epoch() {
        return Integer.MAX_VALUE;
      }

      @Override
      public boolean adopt(SignedParameters next) {
        return false;
      }
    };
  }
}
