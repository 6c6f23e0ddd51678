/// The interface of a bank's node for the bank's own programs (C10): HTTP and JSON, each request
/// and each answer signed (C05). What it does is [kz.digitaltenge.api.operator.NodeOperations];
/// this module reads, admits and answers (docs/protocol/gateway.md).
@NullMarked
package kz.digitaltenge.gateway;

import org.jspecify.annotations.NullMarked;
