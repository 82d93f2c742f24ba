package io.tidelock.hubspot;

import java.time.Duration;

/**
 * How feeds read.
 *
 * @param pageSize records of a page, 1 to 200
 * @param overlap how long before the end of a window the next one begins: as long as the search index usually lags
 * @param secondLook how old a window is when it is looked at again; zero for never
 * @param removals how often the list of archived records is gone through; zero for never
 */
record FeedSettings(int pageSize, Duration overlap, Duration secondLook, Duration removals) {}
