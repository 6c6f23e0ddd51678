package kz.digitaltenge.node.payment;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultException;

/// Puts the vault's failures into the words of the error catalogue.
public final class VaultProblems {
  private VaultProblems() {}

  /// What keeps a vault from being opened; where something must be brought back, it says what.
  public static Problem atStart(VaultException e, NodeId node) {
    return switch (e.reason()) {
      case CORRUPT, FOREIGN_DATABASE ->
          Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT,
              "path",
              "the vault of " + node,
              "reason",
              String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
      case BUSY,
          DISK_FULL,
          UNREACHABLE,
          IN_USE,
          STOPPED,
          OUTCOME_UNKNOWN,
          UNEXPECTED,
          ATTEMPT_TAKEN,
          ACCOUNT_TAKEN,
          SCHEMA_NEWER,
          NOT_DURABLE ->
          of(e, node);
    };
  }

  public static Problem of(VaultException e, NodeId node) {
    return switch (e.reason()) {
      case BUSY ->
          Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The vault of " + node,
              "limit",
              "as many writes as it may");
      case DISK_FULL -> Problem.of(ErrorCode.DISK_FULL, "path", "the vault of " + node);
      case UNREACHABLE, IN_USE, STOPPED ->
          Problem.of(
              ErrorCode.DATABASE_UNAVAILABLE, "database", "of " + node, "reason", e.reason());
      case CORRUPT ->
          Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT, "path", "the vault of " + node, "reason", e.reason());
      case OUTCOME_UNKNOWN, UNEXPECTED ->
          Problem.of(
              ErrorCode.OUTCOME_UNKNOWN,
              "operation",
              "a write of " + node,
              "timeout",
              "the vault's time limit");
      case NOT_DURABLE ->
          Problem.of(
              ErrorCode.DATABASE_NOT_DURABLE, "database", "of " + node, "setting", e.found());
      case SCHEMA_NEWER ->
          Problem.of(ErrorCode.DATABASE_NEWER, "database", "of " + node, "found", e.found());
      case ATTEMPT_TAKEN, ACCOUNT_TAKEN, FOREIGN_DATABASE ->
          Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the vault of " + node);
    };
  }
}
