/// What crosses process borders: streams, wire messages, ports and the error catalogue.
@NullMarked
package kz.digitaltenge.api;

import org.jspecify.annotations.NullMarked;
