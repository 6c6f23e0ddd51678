@NullMarked
package kz.digitaltenge.app.keys;

import org.jspecify.annotations.NullMarked;
