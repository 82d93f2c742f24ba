package io.tidelock.ringostat;

import java.time.Duration;

/**
 * How far back calls are looked at again, by when they began.
 *
 * @param trailing with every scan: a call may be shown before it is over
 * @param deep now and then: its recording may come late, and it may be longer than {@code trailing}
 * @param deepEvery how often that is
 * @param byId when a call is read by its id
 */
record Lookback(Duration trailing, Duration deep, Duration deepEvery, Duration byId) {}
