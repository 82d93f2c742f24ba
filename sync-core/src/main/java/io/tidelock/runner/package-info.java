/**
 * {@link io.tidelock.runner.SyncRunner} keeps many integrations going in one process, on the host's executor. The actors
 * behind it are package-private; {@code Roster} is where to start reading.
 *
 * <p>For hosts.
 */
@NullMarked
package io.tidelock.runner;

import org.jspecify.annotations.NullMarked;
