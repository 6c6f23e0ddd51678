package kz.digitaltenge.ledger.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Evidence with everything that a third party needs to judge it: the chain of network parameters,
/// which has every key.
///
/// @param chain from the genesis on, as its keeper had adopted it
/// @param keeper who found it, as it calls itself; proves nothing
/// @param foundAt by the keeper's clock; proves nothing
public record EvidenceFile(
    List<SignedParameters> chain, String keeper, Instant foundAt, Evidence evidence) {
  /// Larger than the largest evidence: 64 inputs with proofs and 256 outputs.
  public static final int SIZE_BYTES_MAX = 4 * 1024 * 1024;

  public static final int CHAIN_MAX = 4096;
  private static final int KEEPER_LENGTH_MAX = 64;

  /// It is shown on terminals, whoever made the file.
  private static final Pattern KEEPER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final String NAME = "dt-evidence";
  private static final int VERSION = 1;

  public EvidenceFile {
    chain = List.copyOf(chain);
    if (chain.isEmpty() || chain.size() > CHAIN_MAX) {
      throw new IllegalArgumentException(
          "%d parameters are no chain of 1 to %d".formatted(chain.size(), CHAIN_MAX));
    }
    if (!KEEPER.matcher(keeper).matches()) {
      throw new IllegalArgumentException("a keeper's name has 1 to 64 letters and digits");
    }
  }

  /// The network that it claims to be of.
  public Hash networkId() {
    return chain.getFirst().parameters().hash();
  }

  /// Judges by the network that the file claims to be of: whoever asks must know that network's id.
  public Judgement judge(SignatureVerifier verifier) {
    return judge(networkId(), verifier);
  }

  /// Judges for somebody who knows the network's id.
  public Judgement judge(Hash expected, SignatureVerifier verifier) {
    if (!networkId().equals(expected)) {
      return Judgement.notProved(
          Doubt.NETWORK_DIFFERS, "it is of network %s".formatted(networkId().hex()));
    }
    Optional<NetworkHistory> network = NetworkHistory.of(expected, chain, verifier);
    return network
        .map(history -> new EvidenceJudge(history, verifier).judge(evidence))
        .orElseGet(
            () ->
                Judgement.notProved(
                    Doubt.PARAMETERS_DO_NOT_HOLD,
                    "its network parameters are not a chain signed by the central bank"));
  }

  public byte[] encode() {
    return Encoding.encode(this, EvidenceFile::writeTo);
  }

  /// Reads a file, however hostile.
  ///
  /// @throws MalformedException when the bytes are no evidence file
  public static EvidenceFile decode(byte[] bytes) {
    if (bytes.length > SIZE_BYTES_MAX) {
      throw new MalformedException(Malformed.TOO_LARGE, 0);
    }
    return Encoding.decode(bytes, EvidenceFile::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(6).text(NAME).uint(VERSION);
    Encoding.list(out, chain, SignedParameters::writeTo);
    out.text(keeper);
    Encoding.instant(out, foundAt);
    evidence.writeTo(out);
  }

  private static EvidenceFile readFrom(CborReader in) {
    in.arrayOf(6);
    if (!in.text(NAME.length()).equals(NAME) || in.uint(VERSION) != VERSION) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new EvidenceFile(
        Encoding.list(in, CHAIN_MAX, SignedParameters::readFrom),
        in.text(KEEPER_LENGTH_MAX),
        Encoding.instant(in),
        Evidence.readFrom(in));
  }
}
