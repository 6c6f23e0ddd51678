/// What is said between a node and the notary: requests, answers, and the port [Notary] that nodes
/// call.
@NullMarked
package kz.digitaltenge.api.notary;

import org.jspecify.annotations.NullMarked;
