/** The sync that a developer writes by hand, page by page; where its links are kept is the peers' business. */
@NullMarked
package io.tidelock.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
