/// Composition roots: each role of the network put together out of its parts with plain
/// constructors.
@NullMarked
package kz.digitaltenge.app.role;

import org.jspecify.annotations.NullMarked;
