/**
 * What a vendor implements: a {@link io.tidelock.connector.Connector} with one small interface per capability, and the
 * exceptions that say which reaction a failure calls for.
 *
 * <p>For vendors. A connector implements the capabilities it has and leaves out the others; what a plan needs is checked
 * when the engine is built. Everything here is thread-safe.
 */
@NullMarked
package io.tidelock.connector;

import org.jspecify.annotations.NullMarked;
