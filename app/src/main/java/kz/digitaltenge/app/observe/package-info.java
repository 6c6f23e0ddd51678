/// What operators' monitoring reads of a process: health, readiness, metrics
/// (docs/observability.md).
@NullMarked
package kz.digitaltenge.app.observe;

import org.jspecify.annotations.NullMarked;
