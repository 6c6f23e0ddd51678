/// How money moves between this node's customers and everybody else's: `docs/protocol/payment.md`.
///
/// The flows are straight-line blocking code. Clock, network, storage, randomness and every wait
/// are ports, so that the same code runs in production and in a seeded simulator.
@NullMarked
package kz.digitaltenge.node.payment;

import org.jspecify.annotations.NullMarked;
