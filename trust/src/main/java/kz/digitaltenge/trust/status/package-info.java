/// Tells the status of participants' certificates over HTTP, and asks for it.
@NullMarked
package kz.digitaltenge.trust.status;

import org.jspecify.annotations.NullMarked;
