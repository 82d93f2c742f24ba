/** Single steps, measured by JMH: for us. */
@NullMarked
package io.tidelock.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
