package kz.digitaltenge.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.RemoteIdCentre;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.IdCentreContact;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.TlsFolder;

/// A bank's node that keeps to no order: it claims phones with the bank's certificate and key.
record ClaimingNode(DataFolder folder, NodeId bank) {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /// What the ID centre says: `TAKEN`, or the code of the refusal.
  String claim(String phone) {
    var place = folder.node(bank);
    KeyFolder keys = RoleFiles.keysOf(place);
    try (Machine machine = Machine.here();
        var stream =
            new StreamClient(
                new StreamTarget(
                    IdCentreContact.read(place).orElseThrow().endpoint(),
                    IdCentre.NAME,
                    IdCentre.NAME),
                new TlsFolder(place, InstantSource.system()).load(),
                StreamLimits.standard(),
                machine.threads())) {
      var author =
          new AliasDeed.Author(
              RoleFiles.chain(folder).getFirst().parameters().hash(),
              bank,
              NodeKeys.signer(keys, NodeKeys.IDENTITY, machine.cryptography()));
      AliasTag tag = AliasTag.of(keys.seed(NodeKeys.ALIASES), new Alias(Alias.Kind.PHONE, phone));
      var _ =
          new RemoteIdCentre(stream, author, InstantSource.system())
              .claim(tag)
              .orTimeout(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
              .join();
      return "TAKEN";
    } catch (CompletionException e) {
      if (e.getCause() instanceof PlatformException refusal) {
        return refusal.code().name();
      }
      throw e;
    }
  }
}
