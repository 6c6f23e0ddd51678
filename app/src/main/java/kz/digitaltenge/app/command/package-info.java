/// The commands of `dt`, and what they share: options, exit codes, how results and errors are
/// shown.
@NullMarked
package kz.digitaltenge.app.command;

import org.jspecify.annotations.NullMarked;
