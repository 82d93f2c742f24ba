/** Spring Batch on one H2 file. */
@NullMarked
package io.tidelock.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
