/// The ID centre (C07): banks claim that they serve an alias, and ask which bank serves another's.
/// It has no address, no amount, no payer and no name, and of aliases only keyed hashes.
@NullMarked
package kz.digitaltenge.idcentre;

import org.jspecify.annotations.NullMarked;
