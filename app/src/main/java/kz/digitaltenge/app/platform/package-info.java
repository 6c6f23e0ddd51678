/// The network as commands meet it: its data folder, and the operations of its members, wherever
/// they run.
@NullMarked
package kz.digitaltenge.app.platform;

import org.jspecify.annotations.NullMarked;
