/// What a node keeps of others' misbehaviour: `docs/protocol/evidence.md`.
@NullMarked
package kz.digitaltenge.node.evidence;

import org.jspecify.annotations.NullMarked;
