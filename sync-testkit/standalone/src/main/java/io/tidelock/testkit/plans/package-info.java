/** Gives the ready-made plans to the command line. Not an API. */
@NullMarked
package io.tidelock.testkit.plans;

import org.jspecify.annotations.NullMarked;
