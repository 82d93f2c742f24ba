package io.tidelock.ringostat;

/**
 * What is known of a project besides its calls.
 *
 * @param region the country in whose national form its numbers are read
 */
record Project(ProjectTime time, String region, StaffDirectory staff, Recordings recordings) {}
