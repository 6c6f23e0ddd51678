/// Accounts of a node's customers, and the keys the node keeps and uses for them.
@NullMarked
package kz.digitaltenge.node.account;

import org.jspecify.annotations.NullMarked;
