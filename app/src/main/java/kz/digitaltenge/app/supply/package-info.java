/// Shows, exports and verifies supply proofs.
@NullMarked
package kz.digitaltenge.app.supply;

import org.jspecify.annotations.NullMarked;
