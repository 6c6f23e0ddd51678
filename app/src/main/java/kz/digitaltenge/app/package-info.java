/// The `dt` command: the only module that wires the others together.
@NullMarked
package kz.digitaltenge.app;

import org.jspecify.annotations.NullMarked;
