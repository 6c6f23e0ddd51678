/// What shows a third party that a node misbehaved, and the judgement of it: from the bytes of a
/// file alone.
///
/// Arguments only, as in [kz.digitaltenge.ledger.rules]; `docs/protocol/evidence.md` tells what
/// each kind proves.
@NullMarked
package kz.digitaltenge.ledger.evidence;

import org.jspecify.annotations.NullMarked;
