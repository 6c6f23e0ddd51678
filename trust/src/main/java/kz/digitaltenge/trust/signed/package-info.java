/// Signs and verifies what participants and the platform say to each other (C05), and keeps what
/// was accepted so that it can be proved years later.
@NullMarked
package kz.digitaltenge.trust.signed;

import org.jspecify.annotations.NullMarked;
