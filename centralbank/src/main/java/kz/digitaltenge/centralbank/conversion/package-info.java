/// Digital tenge against money in the central bank's core banking system: what is asked of that
/// system, issuance and redemption step by step, and the comparison of both sides' books.
@NullMarked
package kz.digitaltenge.centralbank.conversion;

import org.jspecify.annotations.NullMarked;
