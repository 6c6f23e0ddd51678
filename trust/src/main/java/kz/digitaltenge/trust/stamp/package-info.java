/// Time stamps (RFC 3161): that something was there at a time, on the word of an authority that
/// sees only its hash.
@NullMarked
package kz.digitaltenge.trust.stamp;

import org.jspecify.annotations.NullMarked;
