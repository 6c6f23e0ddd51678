/// Who is who in a network: its certificate authority, made at first start; the TLS identities that
/// it issues to nodes, notary members and operators; and the folders where keys lie.
@NullMarked
package kz.digitaltenge.trust;

import org.jspecify.annotations.NullMarked;
