/**
 * {@link io.tidelock.engine.SyncEngine} and what it reports. The actors behind it are package-private; {@code Pass} is
 * where to start reading.
 *
 * <p>For hosts.
 */
@NullMarked
package io.tidelock.engine;

import org.jspecify.annotations.NullMarked;
