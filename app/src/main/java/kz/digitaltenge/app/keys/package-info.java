/// Shows where a network's keys are, and replaces them.
@NullMarked
package kz.digitaltenge.app.keys;

import org.jspecify.annotations.NullMarked;
