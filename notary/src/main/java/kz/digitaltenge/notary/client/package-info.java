/// The notary as nodes reach it: finds the leader, repeats the same request, and believes nothing
/// that is not proved.
@NullMarked
package kz.digitaltenge.notary.client;

import org.jspecify.annotations.NullMarked;
