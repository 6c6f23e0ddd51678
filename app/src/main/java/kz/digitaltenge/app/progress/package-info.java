/// How long-running commands tell a person how far they are.
@NullMarked
package kz.digitaltenge.app.progress;

import org.jspecify.annotations.NullMarked;
