package io.tidelock.jdbc;

/**
 * A ref as its three columns hold it.
 *
 * @param id the system's own id
 * @param type the number of the type's name
 * @param part the part, {@code ""} for the whole
 */
record StoredRef(String id, int type, String part) {}
