/// The calendar of working days and the operational day (C13, S16): `docs/protocol/day.md`.
@NullMarked
package kz.digitaltenge.centralbank.day;

import org.jspecify.annotations.NullMarked;
