/**
 * What must outlive a pass: links with their bases, cursors, parked records, claims, intents and verdicts, behind {@link
 * io.tidelock.store.SyncStore}.
 *
 * <p>For us, and for hosts to choose an implementation; its shape is not stable yet.
 */
@NullMarked
package io.tidelock.store;

import org.jspecify.annotations.NullMarked;
