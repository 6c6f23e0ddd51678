package kz.digitaltenge.app.audit;

import kz.digitaltenge.node.account.KeyRing;
import kz.digitaltenge.node.account.TagNonces;

/// What lets an audit open a node's own states: the keys that its customers receive at, and the
/// nonces in its custodian tags. The audit derives public keys and nonces only, and signs nothing.
public record NodeSecrets(KeyRing keys, TagNonces nonces) {}
