/**
 * The nouns everybody speaks: a {@link io.tidelock.record.Record}, its {@link io.tidelock.record.RecordRef}, a {@link
 * io.tidelock.record.Change} of it, a {@link io.tidelock.record.Cursor} into a feed and the {@link
 * io.tidelock.record.IdLink} between two of them.
 *
 * <p>For hosts, vendors and us. Imports nothing of Tidelock.
 */
@NullMarked
package io.tidelock.record;

import org.jspecify.annotations.NullMarked;
