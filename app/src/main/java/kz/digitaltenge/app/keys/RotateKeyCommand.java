package kz.digitaltenge.app.keys;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.keys.KeyRotation.Holder;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives a bank, the central bank or the ID centre another key, which the next parameters of the
/// network name. Those that name another identity of the central bank are signed with the former.
@Command(
    name = "rotate",
    description = {
      "Make a new identity key for a bank or the central bank, a new issuance key, an officer's"
          + " key,",
      "or the key that the ID centre signs statements with.",
      "The network must be stopped; when roles run apart, only the one that has the key. The next",
      "parameters name the new key, and those who run adopt them. Killed, the command goes on when",
      "it is given again. The former key is kept:",
      "the central bank's signs these parameters, and that of issuance the first issue or",
      "redemption afterwards, beside the new one. Otherwise it is not used again; what it signed",
      "stays valid.",
      "A key of the central bank, that of issuance and an officer's are replaced only where the"
          + " keys",
      "of both officers are at hand (officers/officer-1/keys, officers/officer-2/keys): they sign"
          + " the",
      "next parameters too."
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
        "issuance, officer-1, officer-2, or id-centre."
      })
  private String whose = "";

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Holder holder =
        Holder.of(whose, folder, RoleFiles.chain(folder).getLast().parameters())
            .orElseThrow(
                () -> TypedText.malformed("--of", "\"" + whose + "\" is no bank of this network"));
    boolean runs = folder.isInUse();
    try (FolderLock _ =
            runs ? FolderLock.takeRole(folder, holder.place()) : FolderLock.takeWhole(folder);
        FolderLock _ = FolderLock.take(DataFolder.lock(folder.authority()));
        Machine machine = Machine.here()) {
      var _ =
          new KeyRotation(folder, machine, runs, _ -> {})
              .replace(holder, result -> tell(holder, result, runs));
    }
    return ExitCode.OK;
  }

  private static String counts(Holder holder, boolean runs) {
    if (!runs) {
      return "the next start on";
    }
    return NodeKeys.officerNames().contains(holder.name())
        ? "now on; what was approved with the former and is not issued yet is to be approved again"
        : "now on: start " + holder.role() + " again";
  }

  private void tell(Holder holder, KeyRotation.Result result, boolean runs) {
    console
        .out()
        .printf(
            "%s has a new key%s. It counts from %s (parameters of epoch %d).%n",
            holder.name(),
            result.isResumed() ? ", the one that was begun before; once more makes another" : "",
            counts(holder, runs),
            result.epoch());
    console.out().flush();
  }
}
