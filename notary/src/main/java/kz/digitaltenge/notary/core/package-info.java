/// The deterministic core of the notary: it applies entries in sequence to the live set and the
/// transparency log. No clock, randomness, thread or I/O of its own: time comes with the entry and
/// storage is the port [kz.digitaltenge.notary.core.LiveSet].
@NullMarked
package kz.digitaltenge.notary.core;

import org.jspecify.annotations.NullMarked;
