/// Classes that break the house rules on purpose, to prove that the rules see them.
@NullMarked
package kz.digitaltenge.testing.house.offence;

import org.jspecify.annotations.NullMarked;
