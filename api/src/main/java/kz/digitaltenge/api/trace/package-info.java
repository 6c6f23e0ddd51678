/// One name for everything that is done about one request.
@NullMarked
package kz.digitaltenge.api.trace;

import org.jspecify.annotations.NullMarked;
