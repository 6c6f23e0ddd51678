/// The supply proof: what the nodes and the notary say at a cut of the log, and the verdict over
/// it. `docs/protocol/supply.md`.
@NullMarked
package kz.digitaltenge.ledger.supply;

import org.jspecify.annotations.NullMarked;
