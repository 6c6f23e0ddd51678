/// Commands with which officers of the central bank block banks and halt the network (C12).
@NullMarked
package kz.digitaltenge.app.block;

import org.jspecify.annotations.NullMarked;
