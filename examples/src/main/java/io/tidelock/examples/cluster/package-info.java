/** Two nodes on one PostgreSQL, each a process of its own. For people who run more than one. */
@NullMarked
package io.tidelock.examples.cluster;

import org.jspecify.annotations.NullMarked;
