/// A whole network in one process under one clock and one seed: real flows, the real notary core,
/// vaults in memory, and everything that can go wrong between them.
@NullMarked
package kz.digitaltenge.node.testkit;

import org.jspecify.annotations.NullMarked;
