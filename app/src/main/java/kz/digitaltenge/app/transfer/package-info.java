/// `dt standing` and `dt request`: standing orders and requests to pay, as a bank's program handles
/// them.
@NullMarked
package kz.digitaltenge.app.transfer;

import org.jspecify.annotations.NullMarked;
