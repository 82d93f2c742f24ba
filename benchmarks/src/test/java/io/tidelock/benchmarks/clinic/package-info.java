/** What is measured over HTTP, short. */
@NullMarked
package io.tidelock.benchmarks.clinic;

import org.jspecify.annotations.NullMarked;
