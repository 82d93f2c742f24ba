/** Tidelock, with two small connectors on the public SPI. */
@NullMarked
package io.tidelock.benchmarks.tidelock;

import org.jspecify.annotations.NullMarked;
