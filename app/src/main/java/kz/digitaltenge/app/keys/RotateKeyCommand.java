package kz.digitaltenge.app.keys;

import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.Publication;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives a bank, the central bank or the ID centre another key, which the next parameters of the
/// network name. Those that name another identity of the central bank are signed with the former.
///
/// A kill in between leaves the new key without parameters that name it: the next start, or this
/// command again, publishes them.
@Command(
    name = "rotate",
    description = {
      "Make a new identity key for a bank or the central bank, a new issuance key, or the key that",
      "the ID centre signs statements with.",
      "The network must be stopped, for a bank's key only that bank's node when roles run apart;"
          + " the",
      "next parameters name the new key, and those who run adopt them. The former key is kept:",
      "the central bank's signs these parameters, and that of issuance the first issue or",
      "redemption afterwards, beside the new one. Otherwise it is not used again; what it signed",
      "stays valid."
    })
final class RotateKeyCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--of",
      required = true,
      paramLabel = "BANK",
      description = {
        "Whose key: a bank or the central bank, by identifier or three-digit code;",
        "issuance, or id-centre."
      })
  private String whose = "";

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    NetworkParameters before = RoleFiles.chain(folder).getLast().parameters();
    boolean runs = folder.isInUse();
    try (FolderLock _ = lock(folder, before, runs);
        FolderLock _ = FolderLock.take(DataFolder.lock(folder.authority()));
        Machine machine = Machine.here()) {
      String holder = whose;
      var founding = Founding.of(folder, PlanChoice.of(folder), machine);
      if (runs) {
        // Before anything changes: a notary that is away refuses, and what an earlier try left is
        // published.
        new Publication(founding.chain(), founding.operator()).bringIntoForce(machine);
      }
      if (whose.equals(KeyPlaces.ID_CENTRE)) {
        replace(founding.idCentreKeys(), NodeKeys.STATEMENTS, machine);
      } else if (whose.equals(NodeKeys.ISSUANCE)) {
        replace(founding.keys(before.centralBank().node()), NodeKeys.ISSUANCE, machine);
      } else {
        NodeId node = participant(before);
        replace(founding.keys(node), NodeKeys.IDENTITY, machine);
        holder = node.value();
      }
      var after = Founding.of(folder, PlanChoice.of(folder), machine);
      if (runs) {
        new Publication(after.chain(), after.operator()).bringIntoForce(machine);
      }
      console
          .out()
          .printf(
              "%s has a new key. It counts from %s (parameters of epoch %d).%n",
              holder,
              runs ? "now on: start its node again" : "the next start on",
              after.chain().getLast().parameters().epoch());
      console.out().flush();
    }
    return ExitCode.OK;
  }

  /// Of a bank whose node is stopped, the others need not be: they adopt what the notary has. More
  /// depends on every other key.
  private FolderLock lock(DataFolder folder, NetworkParameters network, boolean runs) {
    Optional<Participant> bank =
        Banks.participant(whose, network)
            .filter(each -> each.kind() == Participant.Kind.BANK)
            .filter(_ -> runs);
    return bank.isPresent()
        ? FolderLock.takeRole(folder, folder.node(bank.get().node()))
        : FolderLock.takeWhole(folder);
  }

  private static void replace(KeyFolder keys, String name, Machine machine) {
    var _ = keys.replaceKey(name, machine.entropy());
  }

  private NodeId participant(NetworkParameters network) {
    return Banks.participant(whose, network)
        .map(Participant::node)
        .orElseThrow(
            () -> TypedText.malformed("--of", "\"" + whose + "\" is no bank of this network"));
  }
}
