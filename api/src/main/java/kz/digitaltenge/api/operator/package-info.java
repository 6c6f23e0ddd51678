/// What operators and a bank's own services ask of a process: a node, the central bank's desk, the
/// notary.
///
/// Each is an interface that a process implements and that its clients use, in the same process or
/// over gRPC: [kz.digitaltenge.api.operator.OperatorServices] offers one on a server,
/// [kz.digitaltenge.api.operator.OperatorClient] calls one. Requests carry texts as people type
/// them; whoever implements the interface reads them and refuses what cannot be read.
@NullMarked
package kz.digitaltenge.api.operator;

import org.jspecify.annotations.NullMarked;
