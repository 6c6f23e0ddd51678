/// A validating node: it keeps its owners' tokens in a vault, checks what concerns it, and pays.
@NullMarked
package kz.digitaltenge.node;

import org.jspecify.annotations.NullMarked;
