package kz.digitaltenge.app.audit;

import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A node whose vault is to be audited.
///
/// @param secrets what opens its own states; empty when its keys cannot be had, which is a finding
public record AuditedNode(NodeId node, VaultDatabase vault, Optional<NodeSecrets> secrets) {}
