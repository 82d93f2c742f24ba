/** The hand-written loop on hash maps: what no store can beat. */
@NullMarked
package io.tidelock.benchmarks.bound;

import org.jspecify.annotations.NullMarked;
