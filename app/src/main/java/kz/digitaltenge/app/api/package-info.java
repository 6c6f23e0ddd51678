/// `dt api`, which calls a bank's gateway.
@NullMarked
package kz.digitaltenge.app.api;

import org.jspecify.annotations.NullMarked;
