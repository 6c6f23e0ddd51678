/// The notary: it keeps the set of live token references and says what is final, without seeing
/// amounts or owners.
@NullMarked
package kz.digitaltenge.notary;

import org.jspecify.annotations.NullMarked;
