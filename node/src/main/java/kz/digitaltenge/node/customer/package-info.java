/// The bank's customers (P4, P5): who they are, what state their accounts are in, what they may
/// move. Everything personal is in tables of the bank's own, none of it in a transaction.
@NullMarked
package kz.digitaltenge.node.customer;

import org.jspecify.annotations.NullMarked;
