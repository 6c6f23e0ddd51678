package kz.digitaltenge.app.audit;

import java.io.IOException;
import java.sql.SQLException;
import org.rocksdb.RocksDBException;

/// One bit of what a stopped network keeps, changed until it is closed.
interface Flip extends AutoCloseable {
  /// Whether a finding is about the place.
  boolean isNamedBy(Finding finding);

  /// Whether the same is said without the bit: what is kept is read again, by other means than the
  /// audit's, and compared with what was read before. Asked when no finding names the place.
  boolean isDead() throws Exception;

  @Override
  void close() throws IOException, SQLException, RocksDBException;
}
