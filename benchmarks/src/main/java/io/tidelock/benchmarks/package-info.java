/** Tidelock beside what people would write instead: commands, measurement, figures. Never published. */
@NullMarked
package io.tidelock.benchmarks;

import org.jspecify.annotations.NullMarked;
