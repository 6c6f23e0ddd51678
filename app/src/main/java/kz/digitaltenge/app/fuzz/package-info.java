/// `dt fuzz`, which sends a gateway what no program should, out of one seed.
@NullMarked
package kz.digitaltenge.app.fuzz;

import org.jspecify.annotations.NullMarked;
