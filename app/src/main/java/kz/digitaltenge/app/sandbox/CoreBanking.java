package kz.digitaltenge.app.sandbox;

/// Where the core banking system of a network in one process is.
public enum CoreBanking {
  /// Its emulator runs in this process, as a peer with a port of its own.
  WITHIN,
  /// Its emulator runs in another process, now or later.
  APART,
  /// There is none: money is made on typed confirmations, which is for measurements only.
  NONE
}
