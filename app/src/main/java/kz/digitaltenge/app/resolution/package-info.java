/// Resolution of a bank that is gone for good (C12): `docs/protocol/resolution.md`.
@NullMarked
package kz.digitaltenge.app.resolution;

import org.jspecify.annotations.NullMarked;
