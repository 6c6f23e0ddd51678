/// How code that waits is written: tasks, batches and randomness as ports, so that the same flows
/// run on virtual threads in production and in a seeded simulator on one thread.
@NullMarked
package kz.digitaltenge.api.task;

import org.jspecify.annotations.NullMarked;
