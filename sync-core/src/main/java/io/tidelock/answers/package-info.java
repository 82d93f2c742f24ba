/**
 * What a host can ask of a sync: how it stands, why a record is where it is, what would be done, and what a person can do about
 * it. {@link io.tidelock.answers.Answers} is where to start reading; a sync engine is one.
 *
 * <p>For hosts. Holds no field values unless the host asks for them.
 */
@NullMarked
package io.tidelock.answers;

import org.jspecify.annotations.NullMarked;
