/// What tests of the ledger share.
@NullMarked
package kz.digitaltenge.ledger.testkit;

import org.jspecify.annotations.NullMarked;
