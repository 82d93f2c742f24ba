/** Apache Camel on one H2 file. */
@NullMarked
package io.tidelock.benchmarks.camel;

import org.jspecify.annotations.NullMarked;
