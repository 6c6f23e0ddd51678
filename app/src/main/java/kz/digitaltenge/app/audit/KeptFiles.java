package kz.digitaltenge.app.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.centralbank.supply.ProofShelf;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.supply.SupplyCheck;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.block.FolderOrders;
import kz.digitaltenge.node.evidence.FolderEvidence;

/// Judges again what nodes, members of the notary and the observer keep in files beside their
/// state: supply proofs, and evidence of others' misbehaviour.
record KeptFiles(DataFolder folder) {

  void check(ParameterChain chain, SignatureVerifier verifier, AuditNotes notes) {
    for (Participant participant : chain.newest().participants()) {
      NodeId node = participant.node();
      Spot supply = notes.store(node + " supply proofs");
      for (Path file : new FolderShelf(folder.supply(node)).files()) {
        guarded(supply, file, spot -> supply(file, chain, verifier, spot));
      }
      orders(node, chain, verifier, notes);
      kept(folder.node(node), node.value(), chain, verifier, notes);
    }
    for (NotaryMember member : chain.newest().notary()) {
      kept(folder.notary(member.name()), member.name(), chain, verifier, notes);
    }
    kept(folder.observer(), DataFolder.OBSERVER, chain, verifier, notes);
  }

  /// Number, network and officers' signatures of each.
  private void orders(
      NodeId node, ParameterChain chain, SignatureVerifier verifier, AuditNotes notes) {
    Path place = folder.orders(node);
    if (Files.isDirectory(place)) {
      guarded(
          notes.store(node + " orders"),
          place,
          _ -> {
            var _ =
                BlockBook.open(
                    chain::all, verifier, InstantSource.system(), new FolderOrders(place));
          });
    }
  }

  private static void kept(
      Path place,
      String keeper,
      ParameterChain chain,
      SignatureVerifier verifier,
      AuditNotes notes) {
    Spot store = notes.store(keeper + " evidence");
    for (Path file : FolderEvidence.files(DataFolder.evidence(place))) {
      guarded(store, file, spot -> evidence(file, keeper, chain, verifier, spot));
    }
  }

  private interface Work {
    void run(Spot spot) throws IOException;
  }

  private static void guarded(Spot store, Path file, Work work) {
    Spot spot = store.row(file.getFileName());
    spot.notes().checked("files");
    try {
      work.run(spot);
    } catch (PlatformException e) {
      spot.find("%s", e.problem().whatHappened());
    } catch (MalformedException e) {
      spot.find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
    } catch (IllegalArgumentException | IOException e) {
      spot.find("it cannot be read: %s", String.valueOf(e.getMessage()));
    }
  }

  private static void supply(
      Path file, ParameterChain chain, SignatureVerifier verifier, Spot spot) {
    FolderShelf.Kept kept = FolderShelf.read(file);
    SupplyVerdict verdict = SupplyCheck.judge(kept.proof(), chain.networkId(), verifier);
    spot.require(
        verdict.outcome() == outcome(kept.kind()),
        "its name says %s, and it comes to %s: %s",
        kept.kind(),
        verdict.outcome(),
        verdict.findings());
  }

  private static SupplyOutcome outcome(ProofShelf.Kind kind) {
    return switch (kind) {
      case GREEN, DAY -> SupplyOutcome.GREEN;
      case INCOMPLETE -> SupplyOutcome.INCOMPLETE;
      case RED -> SupplyOutcome.RED;
    };
  }

  /// When it was found is a note that proves nothing, and nothing can prove it.
  private static void evidence(
      Path file, String keeper, ParameterChain chain, SignatureVerifier verifier, Spot spot)
      throws IOException {
    EvidenceFile kept = EvidenceFile.decode(Files.readAllBytes(file));
    spot.require(kept.keeper().equals(keeper), "its keeper is %s", kept.keeper());
    switch (kept.judge(chain.networkId(), verifier)) {
      case Judgement.NotProved not -> spot.find("it proves nothing: %s", not.why());
      case Judgement.Proved proved -> {
        String name = FolderEvidence.name(proved.culprit(), kept.evidence());
        spot.require(file.endsWith(name), "its name is not that of what it shows");
      }
    }
  }
}
