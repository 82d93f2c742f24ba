/** Single steps, each done once. */
@NullMarked
package io.tidelock.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
