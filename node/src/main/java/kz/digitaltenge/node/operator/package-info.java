/// What a node does for its operators, behind [kz.digitaltenge.api.operator.NodeOperations].
@NullMarked
package kz.digitaltenge.node.operator;

import org.jspecify.annotations.NullMarked;
