/// Companies' accounts that several people sign for, and the payments that wait for them.
@NullMarked
package kz.digitaltenge.node.mandate;

import org.jspecify.annotations.NullMarked;
