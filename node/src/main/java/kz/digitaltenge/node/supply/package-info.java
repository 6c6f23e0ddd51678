/// What a node says about a cut of the log: `docs/protocol/supply.md`.
@NullMarked
package kz.digitaltenge.node.supply;

import org.jspecify.annotations.NullMarked;
