/// What a gateway signs with, and how one key takes another's place.
@NullMarked
package kz.digitaltenge.gateway.signing;

import org.jspecify.annotations.NullMarked;
