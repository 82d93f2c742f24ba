/**
 * A fake of Ringostat's API and of its cabinet's webhooks, written from the vendor's documentation; where that is silent, the
 * Javadoc says <em>assumed</em>.
 *
 * <p>For hosts and vendors: {@link io.tidelock.testkit.fake.ringostat.FakeRingostat} answers requests, {@link
 * io.tidelock.testkit.fake.ringostat.WebhookCaller} posts them.
 */
@NullMarked
package io.tidelock.testkit.fake.ringostat;

import org.jspecify.annotations.NullMarked;
