package kz.digitaltenge.api.notary;

/// Why the notary does not take a request as it stands. Nothing is logged: the transaction's id
/// stays open, and a correct request for it may still succeed. The code is stable on the wire.
public enum NotaryRefusal {
  MALFORMED(1),
  NETWORK_IS_ANOTHER(2),
  PART_IS_NOT_SHOWN(3),
  NO_INPUTS(4),
  INPUT_IS_REPEATED(5),
  TAGS_DO_NOT_MATCH_OUTPUTS(6),
  OPENINGS_DO_NOT_MATCH_INPUTS(7),
  TAG_IS_NOT_OPENED(8),
  SPEND_ATTESTATION_IS_MISSING(9),
  VOID_ATTESTATION_IS_MISSING(10),
  ATTESTATION_IS_REPEATED(11),
  ATTESTATION_ROLE_IS_UNEXPECTED(12),
  ATTESTATION_EPOCH_IS_ANOTHER(13),
  ATTESTATION_IS_NOT_VALID(14),
  ATTESTATION_KEY_IS_OUT_OF_RANGE(15),
  NODE_IS_UNKNOWN(16),
  EPOCH_IS_UNKNOWN(17),
  OUT_OF_SEQUENCE(18);

  private final int code;

  NotaryRefusal(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The refusal of a code, or `MALFORMED` for one this version does not know.
  public static NotaryRefusal fromCode(int code) {
    for (NotaryRefusal refusal : values()) {
      if (refusal.code == code) {
        return refusal;
      }
    }
    return MALFORMED;
  }
}
