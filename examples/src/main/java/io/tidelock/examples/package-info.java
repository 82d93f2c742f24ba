/** One runnable class a feature; {@code Main} lists them. For people who want to see it work. */
@NullMarked
package io.tidelock.examples;

import org.jspecify.annotations.NullMarked;
