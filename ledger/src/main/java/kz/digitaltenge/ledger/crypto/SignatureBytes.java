package kz.digitaltenge.ledger.crypto;

import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// A signature in the one form its scheme has here: see [SchemeId]. Says nothing of being valid.
public record SignatureBytes(SchemeId scheme, Bytes value) {
  public SignatureBytes {
    if (value.size() != scheme.signatureBytes()) {
      throw new IllegalArgumentException(
          "A signature of "
              + scheme
              + " has "
              + scheme.signatureBytes()
              + " bytes, not "
              + value.size());
    }
  }

  public static SignatureBytes readFrom(CborReader reader) {
    reader.arrayOf(2);
    SchemeId scheme =
        SchemeId.fromCode(reader.uint()).orElseThrow(() -> reader.refusal(Malformed.BAD_VALUE));
    return new SignatureBytes(scheme, Bytes.ofTrusted(reader.bytesOf(scheme.signatureBytes())));
  }

  public CborWriter writeTo(CborWriter writer) {
    return writer.array(2).uint(scheme.code()).bytes(value);
  }
}
