/// House rules, fault tests and scenarios, run against every module through its public face.
@NullMarked
package kz.digitaltenge.testing;

import org.jspecify.annotations.NullMarked;
