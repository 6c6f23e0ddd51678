package kz.digitaltenge.notary.core;

import java.time.Instant;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// How far the state has come: the part of it that each entry changes.
///
/// @param applied the last entry applied
/// @param logSize decisions in the transparency log
/// @param root the log's root at that size, to check what is read back at start
/// @param forgottenBelow positions below are pruned from the index
/// @param liveCount references that are live
public record Progress(
    EntryIndex applied,
    Instant logTime,
    long logSize,
    Hash root,
    long forgottenBelow,
    long liveCount) {

  public Progress {
    if (logSize < 0 || forgottenBelow < 0 || forgottenBelow > logSize || liveCount < 0) {
      throw new IllegalArgumentException(
          "impossible progress: log %d, forgotten below %d, live %d"
              .formatted(logSize, forgottenBelow, liveCount));
    }
  }

  Progress at(EntryIndex index, Instant time) {
    return new Progress(index, time, logSize, root, forgottenBelow, liveCount);
  }

  public byte[] encode() {
    CborWriter out = new CborWriter().array(7).uint(applied.term()).uint(applied.index() + 1);
    Encoding.instant(out, logTime);
    root.writeTo(out.uint(logSize));
    return out.uint(forgottenBelow).uint(liveCount).toBytes();
  }

  public static Progress decode(byte[] bytes) {
    return Encoding.decode(bytes, Progress::readFrom);
  }

  private static Progress readFrom(CborReader in) {
    in.arrayOf(7);
    return new Progress(
        new EntryIndex(in.uint(), in.uint() - 1),
        Encoding.instant(in),
        in.uint(),
        Hash.readFrom(in),
        in.uint(),
        in.uint());
  }
}
