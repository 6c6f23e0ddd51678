/// The notary's log outside the notary: an export that anybody can verify, and an observer that
/// follows the members and does not take their word for anything.
@NullMarked
package kz.digitaltenge.app.log;

import org.jspecify.annotations.NullMarked;
