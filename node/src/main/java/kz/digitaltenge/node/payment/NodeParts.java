package kz.digitaltenge.node.payment;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyRing;
import kz.digitaltenge.node.account.TagNonces;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.evidence.EvidenceBook;
import kz.digitaltenge.node.peer.Peers;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Vault;

/// What the flows of one node are made of: its memory, its keys, and its ports to the world.
///
/// @param names the name that an account of this node discloses; empty when there is no such
///   account
/// @param network the network as this node knows it now
/// @param blocks which operations the central bank has blocked
/// @param evidence where others' misbehaviour is kept
/// @param guard asked before money leaves an account or comes to one
public record NodeParts(
    NodeId self,
    Vault vault,
    Purse purse,
    KeyRing keys,
    TagNonces nonces,
    Function<AccountId, Optional<String>> names,
    Supplier<NetworkView> network,
    Attestor attestor,
    Notary notary,
    Peers peers,
    SignatureVerifier verifier,
    Tasks tasks,
    InstantSource clock,
    Entropy entropy,
    PaymentSteps steps,
    Blocks blocks,
    EvidenceBook evidence,
    AccountGuard guard) {}
