/// Blocks of banks, and halts of the network, as the central bank's officers order them (C12):
/// `docs/protocol/blocks.md`.
@NullMarked
package kz.digitaltenge.centralbank.block;

import org.jspecify.annotations.NullMarked;
