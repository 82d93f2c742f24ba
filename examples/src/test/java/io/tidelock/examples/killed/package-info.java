/** The proof by kill -9: a process of its own syncs, the test ends it anywhere, and the end is the same. */
@NullMarked
package io.tidelock.examples.killed;

import org.jspecify.annotations.NullMarked;
