/// The central bank's blocks as a node knows and keeps them (C12): `docs/protocol/blocks.md`.
@NullMarked
package kz.digitaltenge.node.block;

import org.jspecify.annotations.NullMarked;
