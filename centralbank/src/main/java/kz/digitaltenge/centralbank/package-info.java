/// The central bank's duties: issuance, redemption and the network parameters.
@NullMarked
package kz.digitaltenge.centralbank;

import org.jspecify.annotations.NullMarked;
