/// Calls between processes over few long-lived streams: mutual TLS, frames that carry many
/// messages, limits on everything.
///
/// A caller holds a [kz.digitaltenge.api.stream.StreamClient] for each peer and service, as a
/// [kz.digitaltenge.api.stream.Link]; a process that is called runs one
/// [kz.digitaltenge.api.stream.StreamServer] with a [kz.digitaltenge.api.stream.Handler] for each
/// service. What the bodies mean is the services' own matter.
@NullMarked
package kz.digitaltenge.api.stream;

import org.jspecify.annotations.NullMarked;
