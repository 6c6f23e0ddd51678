/// `dt register`: registers of payouts as a bank's program hands them in and follows them.
@NullMarked
package kz.digitaltenge.app.register;

import org.jspecify.annotations.NullMarked;
