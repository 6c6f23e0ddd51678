/// The participants' certificate authority and signed messages on the command line: `dt ca` and `dt
/// signed`.
@NullMarked
package kz.digitaltenge.app.ca;

import org.jspecify.annotations.NullMarked;
