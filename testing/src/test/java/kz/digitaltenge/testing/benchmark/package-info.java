/// JMH benchmarks of the pure parts. They run by the profile `benchmarks`, never among the tests.
@NullMarked
package kz.digitaltenge.testing.benchmark;

import org.jspecify.annotations.NullMarked;
