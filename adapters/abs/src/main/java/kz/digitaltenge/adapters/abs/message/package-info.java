/// The ISO 20022 messages that conversion needs, as values and as bytes.
@NullMarked
package kz.digitaltenge.adapters.abs.message;

import org.jspecify.annotations.NullMarked;
