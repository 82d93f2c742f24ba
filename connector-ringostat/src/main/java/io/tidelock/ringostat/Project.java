package io.tidelock.ringostat;

/**
 * What is known of a project besides its calls.
 *
 * @param number what the cabinet calls it by
 * @param region the country in whose national form its numbers are read
 */
record Project(int number, ProjectTime time, String region, StaffDirectory staff, Recordings recordings) {

    /** Returns the id of a call among all projects: two of them may have a call of one id. */
    String everywhere(String id) {
        return prefix() + id;
    }

    /** Returns the id of a call within the project, whichever it is given by. */
    String within(String id) {
        return id.startsWith(prefix()) ? id.substring(prefix().length()) : id;
    }

    private String prefix() {
        return number + ":";
    }
}
