package io.tidelock.testkit.simulation;

/** What goes wrong in a simulation. */
public enum Mishap {
    /** A system is busy and says when to come again. */
    BUSY,
    /** A system's quota is used up for a while. */
    USED_UP,
    /** A call fails like a bug or a broken connection, before anything is done. */
    BROKEN,
    /** A whole batch is refused for the sake of one record. */
    REFUSED,
    /** A write is applied, and its answer is lost. */
    ANSWER_LOST,
    /** A write is applied in part; of some records nobody knows whether it was. */
    PARTIAL,
    /** A feed shows again what it showed long ago, as it was then. */
    OLD_NEWS,
    /** A feed shows changes in another order. */
    REORDERED,
    /** A feed tells of deletions and merges that did not happen. */
    FALSE_NEWS,
    /** A feed says that a record may have changed, and not what it holds. */
    HINTS,
    /** A feed says nothing about a field. */
    LACKING,
    /** The process dies at any call or commit. */
    CRASH,
    /** The store cannot be asked or written. */
    STORE_AWAY,
    /** People archive, merge and edit while a pass is under way. */
    MIDWAY,
    /** Webhooks tell of what people do: late, twice, in another order, and forged ones among them. */
    WEBHOOKS,
    /** People put values in that the other system refuses. */
    POISON,
    /** A record changes without any feed showing it; only a webhook tells of it. */
    UNSEEN,
    /** Searches do not see yet what was written. */
    LAG,
    /** The clocks of the two systems differ by minutes. */
    SKEW,
    /** The CRM rewrites a field. */
    REWRITES,
    /** The CRM does not say what it stored. */
    NO_RECEIPTS,
    /** Feeds show a few records a page. */
    SMALL_PAGES;

    /** Tells whether it lasts for the whole story. */
    boolean isLasting() {
        return compareTo(POISON) >= 0;
    }
}
