/// The dt command, and everything that only it does: composition roots, sandbox, demo, bench,
/// audit.
@NullMarked
package kz.digitaltenge.app;

import org.jspecify.annotations.NullMarked;
