package io.tidelock.cliniko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects what makes no sense in a clinic's settings, so that all of it is said at once. */
final class SettingsCheck {

    private static final int MOST_DAYS = 3_650;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final List<String> problems = new ArrayList<>();

    /** Returns everything that was found. */
    List<String> problems() {
        return problems;
    }

    SettingsCheck revision(int revision) {
        return unless(revision >= 1, "revision is " + revision + ": it starts at 1");
    }

    SettingsCheck every(Duration interval) {
        return unless(
                interval.compareTo(Duration.ofMinutes(1)) >= 0,
                "every is " + interval + ": a run a minute is the most that makes sense");
    }

    SettingsCheck recordsPerRun(int records) {
        return unless(records >= 0, "recordsPerRun is " + records + ": at least 1, or 0 for no limit");
    }

    SettingsCheck region(String country) {
        return unless(
                COUNTRIES.contains(country.toUpperCase(Locale.ROOT)),
                "defaultRegion is \"" + country + "\": a country as ISO 3166-1 code of two letters, such as AU");
    }

    SettingsCheck window(int daysBack, int daysForward) {
        return days("appointmentDaysBack", daysBack)
                .days("individualAppointmentsDaysForward", daysForward)
                .unless(
                        daysBack + daysForward != 0,
                        "appointmentDaysBack and individualAppointmentsDaysForward are both 0: no appointment would be"
                                + " looked at; set appointments(false) if that is meant");
    }

    SettingsCheck caseNotes(boolean wanted, boolean anyDeals) {
        return unless(
                !wanted || anyDeals,
                "caseNotes is on without appointments or groupAttendees: notes of cases travel on their deals");
    }

    private SettingsCheck days(String name, int days) {
        return unless(days >= 0 && days <= MOST_DAYS, name + " is " + days + ": 0 to " + MOST_DAYS + " days");
    }

    private SettingsCheck unless(boolean sound, String problem) {
        if (!sound) {
            problems.add(problem);
        }
        return this;
    }
}
