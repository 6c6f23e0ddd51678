package kz.digitaltenge.app.role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.node.account.NodeSeed;
import kz.digitaltenge.node.payment.VaultProblems;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;

/// What a node finds in its vault at start: whose it is, the seed of its keys, the parameters it
/// went by, the newest head it saw. An empty vault is founded.
///
/// @param newestHead of the notary's log, as of the last run
record NodeMemory(Seed seed, Optional<SignedHead> newestHead) {
  /// Noted beside the keys once the vault holds the node's seed.
  private static final String FOUNDED = "vault-founded";

  static NodeMemory open(Vault vault, NodeSetting setting, Machine machine) {
    try {
      return read(vault, setting, machine);
    } catch (VaultException e) {
      throw VaultProblems.of(e, setting.self()).exception(e);
    }
  }

  private static NodeMemory read(Vault vault, NodeSetting setting, Machine machine) {
    Seed sealing = setting.keys().seed(NodeKeys.SEALING);
    Hash networkId = setting.parameters().getFirst().parameters().hash();
    Found found = Found.in(vault);
    found.requireSameChain(setting);
    var news = new ArrayList<VaultRecord>();
    if (found.founded.isEmpty()) {
      requireNewNode(setting);
      Bytes sealed = NodeSeed.seal(NodeSeed.fresh(machine.entropy()), sealing, machine.entropy());
      news.add(new VaultRecord.Founded(networkId, setting.self(), sealed));
    }
    for (SignedParameters parameters :
        setting.parameters().subList(found.parameters.size(), setting.parameters().size())) {
      news.add(
          new VaultRecord.ParametersAdopted(
              parameters.parameters().epoch(), Bytes.ofTrusted(parameters.encode())));
    }
    if (!news.isEmpty()) {
      vault.append(news).join();
    }
    setting.keys().note(FOUNDED);
    // Read back what is on disk, so that no two starts can go by different seeds.
    VaultRecord.Founded founded = Found.in(vault).founded.orElseThrow();
    return new NodeMemory(NodeSeed.open(founded.sealedSeed(), sealing), found.head);
  }

  /// An empty database in place of one that was lost would make a node that knows nothing of its
  /// customers' money.
  private static void requireNewNode(NodeSetting setting) {
    if (setting.keys().isNoted(FOUNDED)) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT,
              "path",
              "the database of " + setting.self(),
              "reason",
              "it is empty, but this node had one before")
          .exception();
    }
  }

  private record Found(
      Optional<VaultRecord.Founded> founded,
      List<VaultRecord.ParametersAdopted> parameters,
      Optional<SignedHead> head) {
    static Found in(Vault vault) {
      try (VaultScan scan = vault.scan()) {
        var parameters = new ArrayList<VaultRecord.ParametersAdopted>();
        scan.parameters(parameters::add);
        return new Found(
            scan.founded(),
            parameters,
            scan.head().map(seen -> SignedHead.decode(seen.signedHead().trusted())));
      }
    }

    void requireSameChain(NodeSetting setting) {
      List<SignedParameters> chain = setting.parameters();
      Hash networkId = chain.getFirst().parameters().hash();
      boolean same =
          founded
              .map(own -> own.networkId().equals(networkId) && own.node().equals(setting.self()))
              .orElse(true);
      for (int i = 0; same && i < parameters.size(); i++) {
        byte[] adopted = parameters.get(i).signedParameters().trusted();
        same = i < chain.size() && Arrays.equals(adopted, chain.get(i).encode());
      }
      if (!same) {
        throw Problem.of(
                ErrorCode.DATA_OF_OTHER_NETWORK, "path", "The database of " + setting.self())
            .exception();
      }
    }
  }
}
