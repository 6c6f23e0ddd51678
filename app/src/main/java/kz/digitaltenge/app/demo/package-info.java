/// `dt demo`: plays a day of digital tenge from a file through a running network, and reconciles
/// the books afterwards. The format of the file is in `examples/README.md`.
@NullMarked
package kz.digitaltenge.app.demo;

import org.jspecify.annotations.NullMarked;
