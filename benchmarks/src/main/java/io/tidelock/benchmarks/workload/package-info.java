/** The work that every peer does, and how its result is checked. */
@NullMarked
package io.tidelock.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
