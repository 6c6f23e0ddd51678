package kz.digitaltenge.notary.server;

import java.net.BindException;
import java.nio.channels.OverlappingFileLockException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.core.AnotherNetworkException;
import kz.digitaltenge.notary.core.DamagedStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Says in the catalogue's words why a member could not start: the libraries wrap the cause in
/// several layers of their own.
final class StartFailure {

  private StartFailure() {}

  static PlatformException of(MemberConfig config, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String reason = String.valueOf(each.getMessage());
      switch (each) {
        case PlatformException known -> {
          return known;
        }
        case AnotherNetworkException _ -> {
          return problem(ErrorCode.DATA_OF_OTHER_NETWORK, config).exception(failure);
        }
        case DamagedStateException _, MalformedException _ -> {
          return damaged(config, failure);
        }
        case RocksDBException refused when isDamage(refused) -> {
          return damaged(config, failure);
        }
        case BindException _ -> {
          return Problem.of(
                  ErrorCode.PORT_IN_USE,
                  "host",
                  config.raftListen().host(),
                  "port",
                  config.raftListen().port())
              .exception(failure);
        }
        case OverlappingFileLockException _ -> {
          return problem(ErrorCode.DATA_FOLDER_LOCKED, config).exception(failure);
        }
        default -> {
          if (tellsOfLock(reason)) {
            return problem(ErrorCode.DATA_FOLDER_LOCKED, config).exception(failure);
          }
          if (tellsOfCorruption(reason)) {
            return damaged(config, failure);
          }
        }
      }
    }
    return problem(ErrorCode.STORAGE_FAILED, config)
        .with("reason", innermost(failure))
        .exception(failure);
  }

  private static PlatformException damaged(MemberConfig config, Throwable failure) {
    return problem(ErrorCode.DATA_FOLDER_CORRUPT, config)
        .with("reason", innermost(failure))
        .exception(failure);
  }

  /// What the layers in between say is the same with the names of their classes before it.
  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).replaceFirst("[.\\s]+$", "");
  }

  private static boolean isDamage(RocksDBException refused) {
    return refused.getStatus() != null && refused.getStatus().getCode() == Status.Code.Corruption;
  }

  private static boolean tellsOfLock(String reason) {
    return reason.contains("already locked")
        || reason.contains("lock hold by")
        || reason.contains("Resource temporarily unavailable");
  }

  private static boolean tellsOfCorruption(String reason) {
    return reason.contains("Corruption")
        || reason.contains("checksum")
        || reason.contains("corrupt")
        || reason.contains("gap between logs");
  }

  private static Problem problem(ErrorCode code, MemberConfig config) {
    return Problem.of(code, "path", config.folder());
  }
}
