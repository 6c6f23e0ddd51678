package kz.digitaltenge.app.audit;

import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A node whose vault is to be audited.
///
/// @param secrets reads what opens its own states; empty when its keys cannot be had, which is a
///   finding
record AuditedNode(NodeId node, VaultDatabase vault, Supplier<Optional<NodeSecrets>> secrets) {}
