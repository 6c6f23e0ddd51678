/// `dt audit`: a second opinion on a stopped network. It reads the bytes that nodes and notary keep
/// and comes to every conclusion anew: nothing of what the running network computed is taken for
/// granted, only the keys in the genesis parameters are.
@NullMarked
package kz.digitaltenge.app.audit;

import org.jspecify.annotations.NullMarked;
