/** What {@code demo} consists of. */
@NullMarked
package io.tidelock.examples.demo;

import org.jspecify.annotations.NullMarked;
