package kz.digitaltenge.app.keys;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.Publication;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.KeyReplacement;

/// Replaces one key of a network, a step after the other, each of which is on disk before the next.
/// After a kill the same again goes on: with the new key that was made, to the same end.
///
/// @param others whether the other roles run, and are to hear of it at once
record KeyRotation(DataFolder folder, Machine machine, boolean others, Watch watch) {
  /// What has been done.
  enum Step {
    /// It is noted that the key is to be replaced.
    BEGUN,
    /// The new key lies in the place of the former.
    KEY_MADE,
    /// The network's next parameters in the folder, or the banks' files, name the new key.
    NAMED,
    /// The notary has these parameters, and everybody else gets them there.
    IN_FORCE,
    /// Whoever gave the command has been told.
    TOLD
  }

  /// Sees the steps; what it throws stands for a kill.
  interface Watch {
    void reached(Step step);
  }

  /// @param isResumed whether it was begun before
  /// @param epoch of the newest parameters
  record Result(boolean isResumed, int epoch) {}

  /// Whose key it is.
  ///
  /// @param role that goes by it, as told to people
  /// @param place of that role, which alone must not run meanwhile
  record Holder(String name, String role, Path place, String key) {
    /// @param whose as typed by people; empty when nobody is called so
    static Optional<Holder> of(String whose, DataFolder folder, NetworkParameters network) {
      if (whose.equals(KeyPlaces.ID_CENTRE)) {
        return Optional.of(
            new Holder(whose, "the ID centre", folder.idCentre(), NodeKeys.STATEMENTS));
      }
      if (whose.equals(NodeKeys.ISSUANCE)) {
        NodeId issuer = network.centralBank().node();
        return Optional.of(
            new Holder(whose, "the central bank's node", folder.node(issuer), NodeKeys.ISSUANCE));
      }
      if (NodeKeys.officerNames().contains(whose)) {
        return Optional.of(new Holder(whose, "the officer's tools", folder.officer(whose), whose));
      }
      return Banks.participant(whose, network)
          .map(
              each ->
                  new Holder(
                      each.node().value(),
                      "its node",
                      folder.node(each.node()),
                      NodeKeys.IDENTITY));
    }
  }

  /// Blocking.
  ///
  /// @param report is told before the note is taken away that the key is to be replaced: nobody
  ///   gives the command again, and gets one more key, for not having read of this one
  /// @throws kz.digitaltenge.api.error.PlatformException before anything changes when the notary is
  ///   away that others go by
  Result replace(Holder holder, Consumer<Result> report) {
    Founding before = founding();
    // The ID centre's key is in no parameters.
    boolean isTold = others && !holder.key().equals(NodeKeys.STATEMENTS);
    if (isTold) {
      publication(before).requireNotary(machine);
    }
    KeyFolder keys = before.keysIn(holder.place());
    KeyReplacement replacement = KeyReplacement.of(keys, holder.key());
    watch.reached(Step.BEGUN);
    replacement.makeKey(machine.entropy());
    watch.reached(Step.KEY_MADE);
    Founding after = founding();
    watch.reached(Step.NAMED);
    if (isTold) {
      publication(after).bringIntoForce(machine);
    }
    watch.reached(Step.IN_FORCE);
    var result = new Result(replacement.isResumed(), after.chain().getLast().parameters().epoch());
    report.accept(result);
    watch.reached(Step.TOLD);
    replacement.finish();
    return result;
  }

  private Founding founding() {
    return Founding.of(folder, PlanChoice.of(folder), machine);
  }

  private static Publication publication(Founding founding) {
    return new Publication(founding.chain(), founding.operator());
  }
}
