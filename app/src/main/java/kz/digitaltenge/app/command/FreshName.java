package kz.digitaltenge.app.command;

import java.util.HexFormat;
import kz.digitaltenge.app.role.SystemEntropy;

/// Names that nobody has used before.
public final class FreshName {
  private static final int RANDOM_BYTES = 8;

  private FreshName() {}

  public static String of(String what) {
    return what + "-" + HexFormat.of().formatHex(new SystemEntropy().bytes(RANDOM_BYTES));
  }
}
