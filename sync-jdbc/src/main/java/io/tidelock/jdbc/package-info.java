/**
 * The durable store, for hosts: on SQLite in one process, on PostgreSQL for many. Everything but {@link
 * io.tidelock.jdbc.JdbcStore} and {@link io.tidelock.jdbc.StoreFormatException} is ours.
 */
@NullMarked
package io.tidelock.jdbc;

import org.jspecify.annotations.NullMarked;
