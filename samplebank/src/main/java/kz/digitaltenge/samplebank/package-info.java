/// A bank's program in miniature, to read and to start from: it uses the SDK and nothing else of
/// the platform.
@NullMarked
package kz.digitaltenge.samplebank;

import org.jspecify.annotations.NullMarked;
