package kz.digitaltenge.app.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the embedded server runs: durable first, then lean. Nothing here may trade safety for speed.
///
/// The write-ahead log may grow to some gigabytes between checkpoints: each checkpoint makes the
/// next change of every page write the whole page, so few checkpoints are cheap ones.
record ServerSettings(int port, int connectionsMax) {
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("shared_buffers", "96MB"),
          Map.entry("wal_buffers", "8MB"),
          Map.entry("work_mem", "4MB"),
          Map.entry("maintenance_work_mem", "32MB"),
          Map.entry("autovacuum_work_mem", "32MB"),
          Map.entry("huge_pages", "off"),
          Map.entry("io_method", "sync"),
          Map.entry("autovacuum_worker_slots", "2"),
          Map.entry("autovacuum_max_workers", "2"),
          Map.entry("max_worker_processes", "0"),
          Map.entry("max_parallel_workers", "0"),
          Map.entry("max_parallel_workers_per_gather", "0"),
          Map.entry("max_logical_replication_workers", "0"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("max_replication_slots", "0"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("min_wal_size", "256MB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("checkpoint_completion_target", "0.9"),
          Map.entry("jit", "off"),
          Map.entry("log_checkpoints", "off"),
          Map.entry("log_min_messages", "warning"),
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("log_parameter_max_length_on_error", "0"),
          Map.entry("log_timezone", "UTC"));

  /// As arguments of the server's program.
  List<String> arguments() {
    var settings = new TreeMap<>(FIXED);
    if (Binaries.isLinux()) {
      // After a kill: one sync of the file system instead of one of each of a thousand files.
      settings.put("recovery_init_sync_method", "syncfs");
    }
    settings.put("port", String.valueOf(port));
    settings.put("max_connections", String.valueOf(connectionsMax));
    var arguments = new ArrayList<String>();
    settings.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
