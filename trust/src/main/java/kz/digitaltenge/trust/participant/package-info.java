/// The certificate authority of the participants (C06): root and issuing certificates, what they
/// issued and revoked, and the lists and answers that tell it.
@NullMarked
package kz.digitaltenge.trust.participant;

import org.jspecify.annotations.NullMarked;
