/// Messages in frames over mutual TLS.
@NullMarked
package kz.digitaltenge.adapters.abs.wire;

import org.jspecify.annotations.NullMarked;
