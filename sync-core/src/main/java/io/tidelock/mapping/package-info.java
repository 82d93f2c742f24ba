/**
 * What a plan says: which record types pair up ({@link io.tidelock.mapping.Flow}), how their fields correspond ({@link
 * io.tidelock.mapping.FieldMapping}), how existing records find each other ({@link io.tidelock.mapping.MatchRule}) and who
 * wins. Pure description: nothing here talks to a system.
 *
 * <p>For hosts and for the authors of ready-made plans. Everything built is immutable and thread-safe; builders are not.
 */
@NullMarked
package io.tidelock.mapping;

import org.jspecify.annotations.NullMarked;
