/// The supply proof as the central bank makes it: asks everybody at a cut, judges, keeps, tells.
@NullMarked
package kz.digitaltenge.centralbank.supply;

import org.jspecify.annotations.NullMarked;
