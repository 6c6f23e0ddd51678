/// What banks and the ID centre say to each other (C07): which bank serves a phone, an IIN or a
/// BIN, by keyed hashes only.
@NullMarked
package kz.digitaltenge.api.identity;

import org.jspecify.annotations.NullMarked;
