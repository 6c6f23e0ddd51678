/// What a node claims to hold, kept up with every settlement and stated at cuts of the log.
@NullMarked
package kz.digitaltenge.node.claim;

import org.jspecify.annotations.NullMarked;
