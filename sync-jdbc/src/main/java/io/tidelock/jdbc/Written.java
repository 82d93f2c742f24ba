package io.tidelock.jdbc;

import java.util.Set;

/**
 * What was written, if the transaction is committed.
 *
 * @param refused the intents that were refused
 * @param committed to be told when it is
 */
record Written(Set<String> refused, Runnable committed) {}
