/// The whole network under one clock, one dice and one thread at a time: real flows, the notary's
/// real core and client, real rules; only time, chance, wires, disks and signatures are simulated.
@NullMarked
package kz.digitaltenge.simulation;

import org.jspecify.annotations.NullMarked;
