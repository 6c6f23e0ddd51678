/// What one validating node says to another, and how: `docs/protocol/peer.md`.
@NullMarked
package kz.digitaltenge.node.peer;

import org.jspecify.annotations.NullMarked;
