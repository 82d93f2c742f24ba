/** The hand-written loop on SQLite and on PostgreSQL. */
@NullMarked
package io.tidelock.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
