/// What becomes of customers' orders, on its way to the events of the vault.
@NullMarked
package kz.digitaltenge.node.event;

import org.jspecify.annotations.NullMarked;
