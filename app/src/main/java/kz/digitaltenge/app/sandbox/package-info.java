/// The whole network in one process: founded, started, resumed, stopped.
@NullMarked
package kz.digitaltenge.app.sandbox;

import org.jspecify.annotations.NullMarked;
