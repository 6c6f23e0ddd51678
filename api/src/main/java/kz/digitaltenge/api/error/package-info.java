/// What can go wrong, told once: each fault has a stable number, a category that every transport
/// understands, advice on repeating, and two sentences for the person who meets it.
@NullMarked
package kz.digitaltenge.api.error;

import org.jspecify.annotations.NullMarked;
