/// Hashes, Merkle trees, keys and signatures behind values that name their scheme.
///
/// Nothing here chooses keys or reads randomness; providers of the Java Cryptography Architecture
/// are handed in, and what a valid signature is does not depend on which one was handed in.
@NullMarked
package kz.digitaltenge.ledger.crypto;

import org.jspecify.annotations.NullMarked;
