package io.tidelock.benchmarks.workload;

import java.util.List;

/** Makes patients out of their number: always the same, none like another, nothing held. */
public final class Patients {

    private static final List<String> FIRST = List.of(
            "Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Frances", "Niklaus", "Radia", "Tony", "Jean",
            "John");
    private static final List<String> LAST = List.of(
            "Lovelace",
            "Hopper",
            "Turing",
            "Dijkstra",
            "Liskov",
            "Knuth",
            "Allen",
            "Wirth",
            "Perlman",
            "Hoare",
            "O'Brien");
    private static final List<String> STREETS = List.of(
            "Harbour Street", "George Street", "Station Road", "Park Lane", "Beach Road", "Mill Lane", "High Street");
    private static final List<String> CITIES =
            List.of("Sydney", "Melbourne", "Brisbane", "Perth", "Adelaide", "Hobart", "Darwin", "Canberra");
    private static final List<String> STATES = List.of("NSW", "VIC", "QLD", "WA", "SA", "TAS", "NT", "ACT");
    private static final List<String> JOBS =
            List.of("Nurse", "Teacher", "Carpenter", "Engineer", "Baker", "Pilot", "Farmer", "Judge", "Singer");

    private Patients() {}

    /**
     * Returns a patient.
     *
     * @param number 0 or more
     * @param version 0 as the source shows it first; the next ones have another mobile number and street
     */
    public static Patient patient(int number, int version) {
        int mix = mix(number);
        int home = mix(number * 31 + version + 1);
        int city = at(mix, 5, CITIES.size());
        Row row = Row.of(
                "patient" + number + "@mail" + at(mix, 3, 61) + ".example",
                FIRST.get(at(mix, 7, FIRST.size())),
                LAST.get(at(mix, 11, LAST.size())) + "-" + at(mix, 13, 9973),
                "(0" + at(mix, 2, 8) + ") 9" + digits(mix, 3) + " " + digits(home, 4),
                "04" + digits(home, 2) + " " + digits(home >>> 5, 3) + " " + digits(home >>> 9, 3),
                at(home, 17, 400) + " " + STREETS.get(at(home, 19, STREETS.size())),
                CITIES.get(city),
                STATES.get(city),
                Integer.toString(1000 + at(mix, 23, 9000)),
                "Australia",
                JOBS.get(at(mix, 29, JOBS.size())),
                "Practice " + at(mix, 31, 4999) + " Pty Ltd");
        return new Patient("p" + number, row);
    }

    /** Returns what a CRM knew of a patient beforehand: every tenth has a contact with three fields filled. */
    static Row known(int number) {
        Row whole = patient(number, 0).row();
        return Row.of(
                whole.cell(Column.EMAIL),
                whole.cell(Column.FIRST_NAME),
                whole.cell(Column.LAST_NAME),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static int mix(int number) {
        int h = number * 0x9E3779B9;
        h ^= h >>> 15;
        h *= 0x85EBCA6B;
        return (h ^ (h >>> 13)) & Integer.MAX_VALUE;
    }

    private static int at(int mix, int salt, int size) {
        return (mix / salt) % size;
    }

    private static String digits(int mix, int length) {
        int range = length == 2 ? 100 : length == 3 ? 1_000 : 10_000;
        String text = Integer.toString(range + (mix & Integer.MAX_VALUE) % range);
        return text.substring(1);
    }
}
