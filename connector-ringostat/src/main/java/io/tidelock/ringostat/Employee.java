package io.tidelock.ringostat;

import java.util.Set;

/**
 * An employee of the project.
 *
 * @param id the staff id, {@code employee_number} in the call log
 * @param directions SIP logins and numbers, the latter as E.164 where they are valid
 */
record Employee(String id, String name, String email, Set<String> directions) {

    Employee {
        directions = Set.copyOf(directions);
    }
}
