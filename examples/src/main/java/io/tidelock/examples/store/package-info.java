/** Where the examples keep what must outlive them. */
@NullMarked
package io.tidelock.examples.store;

import org.jspecify.annotations.NullMarked;
