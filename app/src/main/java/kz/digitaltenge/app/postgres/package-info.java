/// A real PostgreSQL server started and looked after by this process, so that a sandbox needs
/// nothing installed.
@NullMarked
package kz.digitaltenge.app.postgres;

import org.jspecify.annotations.NullMarked;
