/// A member of the notary: the core replicated by Apache Ratis over TLS, its state in RocksDB,
/// heads signed by each member after its own verification, and the service that nodes and other
/// members call.
@NullMarked
package kz.digitaltenge.notary.server;

import org.jspecify.annotations.NullMarked;
