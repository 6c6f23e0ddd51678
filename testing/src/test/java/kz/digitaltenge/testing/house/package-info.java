/// The house rules as tests: which module may use which, what stays pure, how sources and documents
/// look.
///
/// Each rule is also shown an offender of [kz.digitaltenge.testing.house.offence] and must name it,
/// so a rule that has stopped looking fails too.
@NullMarked
package kz.digitaltenge.testing.house;

import org.jspecify.annotations.NullMarked;
