/// The network's certificate authority: the root made at first start and the nodes' TLS
/// certificates.
@NullMarked
package kz.digitaltenge.trust;

import org.jspecify.annotations.NullMarked;
