/// Measures the platform: payments a second and their latency, with the workload and the machine
/// stated beside every figure.
@NullMarked
package kz.digitaltenge.app.bench;

import org.jspecify.annotations.NullMarked;
