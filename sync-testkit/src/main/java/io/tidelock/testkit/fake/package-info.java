/**
 * Fake vendor servers as pure request → response handlers, and the adapters that put one on a socket.
 *
 * <p>For hosts and vendors. Written from the vendors' own documentation, not from our connectors.
 */
@NullMarked
package io.tidelock.testkit.fake;

import org.jspecify.annotations.NullMarked;
