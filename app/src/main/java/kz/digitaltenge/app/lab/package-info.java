/// Experiments with a sandbox that spoil it: what a dishonest participant can do with its own valid
/// keys, to be seen found out. Nothing else of the app uses this package but its list of commands.
@NullMarked
package kz.digitaltenge.app.lab;

import org.jspecify.annotations.NullMarked;
