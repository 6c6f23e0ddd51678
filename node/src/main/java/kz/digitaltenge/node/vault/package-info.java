/// What a node remembers for good: transactions it stored or committed to, how they were settled,
/// the states it looks after, its accounts. The port is [kz.digitaltenge.node.vault.Vault];
/// PostgreSQL keeps it in production, memory with explicit syncing in the simulator.
@NullMarked
package kz.digitaltenge.node.vault;

import org.jspecify.annotations.NullMarked;
