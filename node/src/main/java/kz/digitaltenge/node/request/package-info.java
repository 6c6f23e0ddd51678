/// Requests to pay: a payee's bank asks, the payer decides.
@NullMarked
package kz.digitaltenge.node.request;

import org.jspecify.annotations.NullMarked;
