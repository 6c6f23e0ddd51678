/// Plays seeds of the simulator from the command line.
@NullMarked
package kz.digitaltenge.app.simulate;

import org.jspecify.annotations.NullMarked;
