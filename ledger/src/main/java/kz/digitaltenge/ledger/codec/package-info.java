/// Canonical bytes: the one form in which anything that is hashed, signed or sent is written.
///
/// Deterministic CBOR (RFC 8949 §4.2) cut down to what the ledger needs. What does not re-encode to
/// the same bytes is refused, and every size is checked against the input before memory is taken.
@NullMarked
package kz.digitaltenge.ledger.codec;

import org.jspecify.annotations.NullMarked;
