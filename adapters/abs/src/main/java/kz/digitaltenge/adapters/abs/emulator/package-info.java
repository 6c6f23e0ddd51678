/// A core banking system to try things with: a peer of its own, with its own memory.
@NullMarked
package kz.digitaltenge.adapters.abs.emulator;

import org.jspecify.annotations.NullMarked;
