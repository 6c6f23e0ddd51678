/// A bank, or somebody at a port, that cheats with valid keys: what the honest ones answer.
@NullMarked
package kz.digitaltenge.testing.dishonest;

import org.jspecify.annotations.NullMarked;
