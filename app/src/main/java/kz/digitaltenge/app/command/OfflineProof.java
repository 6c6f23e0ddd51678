package kz.digitaltenge.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Function;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.operator.TypedText;

/// What commands are given that prove something without a network: a file, and the network that it
/// must be of.
public final class OfflineProof {
  private static final int ID_DIGITS = 64;

  private OfflineProof() {}

  /// Reads a file that may be anything.
  ///
  /// @param what it should be, such as "evidence file"
  /// @param sizeMax in bytes; what is longer is none
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when it is something
  ///   else, `STORAGE_FAILED` when it cannot be read
  public static <T> T read(Path path, String what, int sizeMax, Function<byte[], T> decode) {
    try (InputStream in = Files.newInputStream(path)) {
      return decode.apply(in.readNBytes(sizeMax + 1));
    } catch (MalformedException e) {
      throw TypedText.malformed(
          String.valueOf(path.getFileName()),
          "it is no %s, or it was cut or changed (%s at byte %d)"
              .formatted(what, e.reason(), e.offset()));
    } catch (IOException e) {
      throw StorageProblems.of(path, e).exception(e);
    }
  }

  /// Reads 64 hexadecimal digits.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  public static Hash networkId(String digits) {
    if (!digits.matches("[0-9a-fA-F]{" + ID_DIGITS + "}")) {
      throw TypedText.malformed("--network-id", "it is not 64 hexadecimal digits");
    }
    return Hash.of(HexFormat.of().parseHex(digits));
  }
}
