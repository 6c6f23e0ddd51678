package kz.digitaltenge.app.supply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.SupplyCheck;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the proof of how much money there is.
@Command(
    name = "supply",
    description = {
      "Show the newest proof of how much digital tenge there is.",
      "Beside it stands the central bank's liability in its core banking system.",
      "Exit status 0 when everything adds up, 1 when something does not, 4 when a node or the core"
          + " banking system is silent and what can be checked without it adds up."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt supply --now",
      "  ./dt supply --bank HSBKKZKX",
      "  ./dt supply export proof.cbor",
      "  ./dt supply verify proof.cbor"
    },
    subcommands = {SupplyCommand.Export.class, SupplyCommand.Verify.class})
public final class SupplyCommand implements Callable<Integer> {
  private static final long FILE_BYTES_MAX = 256L << 20;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--now", description = "Cut now instead of showing the newest proof.")
  private boolean now;

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      description = {
        "Show what this bank, by its identifier or three-digit code, has heard:",
        "total, verdict and time, as everybody may."
      })
  private @Nullable String bank;

  @Override
  public Integer call() {
    if (now && bank != null) {
      throw TypedText.malformed(
          "--now", "a bank shows what it has heard; leave out --now or --bank");
    }
    try (Platform platform = RemotePlatform.running(data.folder())) {
      if (bank != null) {
        return heard(platform.node(Banks.named(bank, platform).node()).supplyNotice());
      }
      SupplyProof proof = proof(platform, now);
      SupplyVerdict verdict = judge(proof, networkId(data.folder()));
      Optional<LiabilityLine> liability = platform.centralBank().liability(proof.position());
      if (json.isWanted()) {
        console.json(SupplyText.json(proof, verdict, liability));
      } else {
        SupplyText.print(proof, verdict, console.out());
        liability.ifPresent(found -> LiabilityText.print(found, console.out()));
      }
      return worse(status(verdict.outcome()), liability);
    }
  }

  /// A proof may hold though the liability behind it does not.
  private static int worse(int proof, Optional<LiabilityLine> liability) {
    if (liability.isEmpty()) {
      return proof; // No core banking system is connected.
    }
    return switch (liability.get().word()) {
      case AGREES, MOVED -> proof;
      case DIFFERS -> ExitCode.FAILED;
      case UNKNOWN -> proof == ExitCode.OK ? ExitCode.INCOMPLETE : proof;
    };
  }

  private int heard(Optional<SupplyNotice> notice) {
    if (notice.isEmpty()) {
      console.err().println("This bank has heard of no supply proof yet. One is made each minute.");
      return ExitCode.FAILED;
    }
    if (json.isWanted()) {
      console.json(SupplyText.json(notice.get()));
    } else {
      SupplyText.print(notice.get(), console.out());
    }
    return status(notice.get().outcome());
  }

  private static SupplyProof proof(Platform platform, boolean fresh) {
    return fresh
        ? platform.centralBank().proveSupply()
        : platform
            .centralBank()
            .newestSupplyProof()
            .orElseGet(() -> platform.centralBank().proveSupply());
  }

  private static SupplyVerdict judge(SupplyProof proof, Hash networkId) {
    return SupplyCheck.judge(proof, networkId, Cryptography.fastest().signatures());
  }

  private static Hash networkId(DataFolder folder) {
    return RoleFiles.chain(folder).getFirst().parameters().hash();
  }

  private static int show(
      SupplyProof proof, SupplyVerdict verdict, Console console, JsonOption json) {
    if (json.isWanted()) {
      console.json(SupplyText.json(proof, verdict));
    } else {
      SupplyText.print(proof, verdict, console.out());
    }
    return status(verdict.outcome());
  }

  private static int status(SupplyOutcome outcome) {
    return switch (outcome) {
      case GREEN -> ExitCode.OK;
      case INCOMPLETE -> ExitCode.INCOMPLETE;
      case RED -> ExitCode.FAILED;
    };
  }

  /// Writes a proof to a file.
  @Command(
      name = "export",
      description = "Write a supply proof to a file, to be verified anywhere.")
  static final class Export implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Option(names = "--now", description = "Cut now instead of taking the newest proof.")
    private boolean now;

    @Parameters(paramLabel = "FILE", description = "Where to; overwritten.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        SupplyProof proof = proof(platform, now);
        byte[] bytes = proof.encode();
        write(bytes);
        console
            .out()
            .printf(
                "%s: %d bytes, log position %d of network %s%n",
                file, bytes.length, proof.position(), networkId(data.folder()).hex());
        return ExitCode.OK;
      }
    }

    private void write(byte[] bytes) {
      try {
        Files.write(file, bytes);
      } catch (IOException e) {
        throw StorageProblems.of(file, e).exception(e);
      }
    }
  }

  /// Verifies a proof from its file alone.
  @Command(
      name = "verify",
      description = "Verify a supply proof from its file and the network's id, without a network.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--network",
        paramLabel = "ID",
        description =
            "The network's id, 64 hexadecimal digits; that of the data folder when left out.")
    private @Nullable String network;

    @Parameters(paramLabel = "FILE", description = "The proof.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      SupplyProof proof = read(file);
      return show(proof, judge(proof, trusted()), console, json);
    }

    private Hash trusted() {
      if (network == null) {
        if (new ParametersFolder(data.folder().parameters()).isEmpty()) {
          throw Problem.of(
                  ErrorCode.MALFORMED_REQUEST,
                  "field",
                  "--network",
                  "reason",
                  "it is left out, and there is no network in %s to take the id from"
                      .formatted(data.folder()))
              .exception();
        }
        return networkId(data.folder());
      }
      try {
        return Hash.fromHex(network.strip());
      } catch (IllegalArgumentException e) {
        throw Problem.of(
                ErrorCode.MALFORMED_REQUEST,
                "field",
                "--network",
                "reason",
                "it does not have 64 hexadecimal digits")
            .exception(e);
      }
    }
  }

  private static SupplyProof read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw unreadable(file, "it is larger than any supply proof");
      }
      // What the size says may not hold: a pipe has none, and a file may grow.
      return SupplyProof.decode(in.readNBytes((int) FILE_BYTES_MAX));
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    } catch (MalformedException e) {
      throw unreadable(file, "%s at byte %d".formatted(e.reason(), e.offset()));
    }
  }

  private static PlatformException unreadable(Path file, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", file, "reason", reason).exception();
  }
}
