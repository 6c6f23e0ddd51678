/// Files that only grow: each record is chained to the one before it by a hash.
@NullMarked
package kz.digitaltenge.trust.journal;

import org.jspecify.annotations.NullMarked;
