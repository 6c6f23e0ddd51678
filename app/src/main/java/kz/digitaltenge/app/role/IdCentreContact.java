package kz.digitaltenge.app.role;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.trust.KeyFiles;

/// Where a bank finds the ID centre, and the key that it signs with: two lines in the file
/// `id-centre` of the node's folder.
///
/// @param key of its statements
public record IdCentreContact(Endpoint endpoint, PublicKey key) {
  private static final String FILE = "id-centre";

  /// Tells a node, unless it was told already: the processes of a network that is founded look at
  /// its folder all at once.
  public void write(Path node) {
    if (read(node).equals(Optional.of(this))) {
      return;
    }
    byte[] encoded = Encoding.encode(key, (value, out) -> value.writeTo(out));
    String text = endpoint + "\n" + HexFormat.of().formatHex(encoded) + "\n";
    KeyFiles.makeFolder(node);
    KeyFiles.write(node.resolve(FILE), text.getBytes(US_ASCII));
  }

  /// What a node was told; empty when it was not.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT`
  public static Optional<IdCentreContact> read(Path node) {
    Path file = node.resolve(FILE);
    if (!KeyFiles.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = new String(KeyFiles.read(file), US_ASCII).lines().toList();
    try {
      return Optional.of(
          new IdCentreContact(
              Endpoint.parse(lines.getFirst()),
              Encoding.decode(HexFormat.of().parseHex(lines.get(1)), PublicKey::readFrom)));
    } catch (MalformedException | IllegalArgumentException | IndexOutOfBoundsException _) {
      throw KeyFiles.damaged(file, "it is no endpoint and key");
    }
  }
}
