/// Calls a gateway as a participant does.
@NullMarked
package kz.digitaltenge.gateway.client;

import org.jspecify.annotations.NullMarked;
