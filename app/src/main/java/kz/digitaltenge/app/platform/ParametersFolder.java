package kz.digitaltenge.app.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;

/// The chain of signed network parameters in files, one an epoch. What they say is checked by who
/// adopts them; here only their form and order is.
public final class ParametersFolder {
  private final Path folder;

  public ParametersFolder(Path folder) {
    this.folder = folder;
  }

  /// The parameters of a network's folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT` when the network has
  ///   run and its parameters are gone: another genesis would make what is there worthless
  public static ParametersFolder of(DataFolder network) {
    var parameters = new ParametersFolder(network.parameters());
    if (parameters.isEmpty() && network.hasRun()) {
      throw corrupt(parameters.file(1), "it is missing, though the network in the folder has run");
    }
    return parameters;
  }

  public boolean isEmpty() {
    return !Files.exists(file(1));
  }

  /// From the genesis on.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT`
  public List<SignedParameters> chain() {
    var chain = new ArrayList<SignedParameters>();
    for (int epoch = 1; Files.exists(file(epoch)); epoch++) {
      SignedParameters parameters = read(file(epoch));
      if (parameters.parameters().epoch() != epoch) {
        throw corrupt(file(epoch), "it is of epoch " + parameters.parameters().epoch());
      }
      chain.add(parameters);
    }
    return chain;
  }

  /// Adds the next link; it is on disk when this returns.
  public void add(SignedParameters next) {
    Path file = file(next.parameters().epoch());
    Path beside = folder.resolve(file.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      try (var channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(next.encode());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      try (var directory = FileChannel.open(folder)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    }
  }

  private static SignedParameters read(Path file) {
    try {
      return SignedParameters.decode(Files.readAllBytes(file));
    } catch (MalformedException | IllegalArgumentException e) {
      throw corrupt(file, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw corrupt(file, "it cannot be read");
    }
  }

  private static RuntimeException corrupt(Path file, String reason) {
    return Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", file, "reason", reason).exception();
  }

  private Path file(int epoch) {
    return folder.resolve(epoch + ".cbor");
  }
}
