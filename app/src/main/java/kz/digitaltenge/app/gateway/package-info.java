/// The gateways of a sandbox's banks, with a participants' authority of their own.
@NullMarked
package kz.digitaltenge.app.gateway;

import org.jspecify.annotations.NullMarked;
