/// Accidents on purpose: each test is named after what happens and checks what must not.
@NullMarked
package kz.digitaltenge.testing.fault;

import org.jspecify.annotations.NullMarked;
