package kz.digitaltenge.ledger.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What a hash or a signature is about, written in front of the bytes it covers, so that nothing
/// made for one purpose can be shown as another.
///
/// The prefix is one byte of length and the name in ASCII; no prefix begins another. The parts
/// follow without separators: each purpose fixes the sizes of all its parts but one.
public enum Domain {
  TX_LEAF("DT1/tx-leaf"),
  TX_EMPTY("DT1/tx-empty"),
  TX_NODE("DT1/tx-node"),
  TAG("DT1/tag"),
  ATTEST_LEAF("DT1/attest-leaf"),
  ATTEST_NODE("DT1/attest-node"),
  ATTEST_ROOT("DT1/attest-root"),
  SPEND("DT1/spend"),
  HEAD("DT1/head"),
  SEED("DT1/seed"),
  PARAMETERS("DT1/parameters"),
  KEY_CERTIFICATE("DT1/key-certificate"),
  GENESIS_REGISTER("DT1/genesis-register"),
  CONFIRMATION("DT1/confirmation"),
  APPROVAL("DT1/approval"),
  USED_EMPTY("DT1/used-empty"),
  USED_LEAF("DT1/used-leaf"),
  USED_NODE("DT1/used-node"),
  DECISION_CONSUMED("DT1/decision-consumed"),
  DECISION_TAGS("DT1/decision-tags"),
  NEVER("DT1/never"),
  ORDER("DT1/order"),
  SET_ELEMENT("DT1/set-element"),
  SUPPLY_KEY("DT1/supply-key"),
  SUPPLY_EMPTY("DT1/supply-empty"),
  SUPPLY_LEAF("DT1/supply-leaf"),
  SUPPLY_NODE("DT1/supply-node"),
  SUPPLY_CUT("DT1/supply-cut"),
  SUPPLY_STATEMENT("DT1/supply-statement"),
  SUPPLY_DRAW("DT1/supply-draw"),
  SUPPLY_BUCKET("DT1/supply-bucket"),
  SUPPLY_PAIR("DT1/supply-pair"),
  SUPPLY_NOTICE("DT1/supply-notice"),
  LIVE_SET("DT1/live-set"),
  LIVE_BUCKET("DT1/live-bucket"),
  SERVING_STATEMENT("DT1/serving-statement"),
  PAYEE_STATEMENT("DT1/payee-statement"),
  STOCK_ORDER("DT1/stock-order"),
  ALIAS_DEED("DT1/alias-deed");

  @SuppressWarnings("ImmutableEnumChecker") // read only, by this package only
  private final byte[] prefix;

  Domain(String name) {
    byte[] ascii = name.getBytes(US_ASCII);
    prefix = new byte[1 + ascii.length];
    prefix[0] = (byte) ascii.length;
    System.arraycopy(ascii, 0, prefix, 1, ascii.length);
  }

  public Hash hash(byte[]... parts) {
    return new HashRun().hash(this, parts);
  }

  /// The bytes to sign: prefix and parts.
  public byte[] message(byte[]... parts) {
    int size = prefix.length;
    for (byte[] part : parts) {
      size = Math.addExact(size, part.length);
    }
    byte[] message = new byte[size];
    System.arraycopy(prefix, 0, message, 0, prefix.length);
    int end = prefix.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, message, end, part.length);
      end += part.length;
    }
    return message;
  }

  byte[] prefix() {
    return prefix;
  }
}
