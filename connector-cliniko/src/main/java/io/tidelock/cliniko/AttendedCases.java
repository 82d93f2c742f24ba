package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what patient cases show into an attendance, and reads it again: an entry for each attendee, its id first, then the
 * values in a fixed order, encoded as in a query and parted by blanks.
 */
final class AttendedCases {

    static final List<Field> SHOWN = List.of(PatientCase.NAME, PatientCase.REFERRAL, PatientCase.EXPIRY_DATE);
    static final List<Field> NOTES = List.of(PatientCase.NOTES);

    private AttendedCases() {}

    static String entry(String attendee, Record patientCase, List<Field> fields) {
        return fields.stream()
                .map(field -> encode(patientCase.value(field.name())))
                .collect(Collectors.joining(" ", attendee + " ", ""));
    }

    private static String encode(Value value) {
        return value.isPresent() ? URLEncoder.encode(value.plain(), StandardCharsets.UTF_8) : "";
    }

    /** Returns by attendee what an attendance says about their cases; nothing where it says nothing. */
    static Map<String, Map<Field, Value>> read(Value entries, List<Field> fields) {
        Map<String, Map<Field, Value>> cases = new LinkedHashMap<>();
        if (entries instanceof Value.Items items) {
            items.items().forEach(entry -> read(entry.split(" ", -1), fields, cases));
        }
        return cases;
    }

    private static void read(String[] words, List<Field> fields, Map<String, Map<Field, Value>> cases) {
        if (words.length == fields.size() + 1) {
            Map<Field, Value> values = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                String text = URLDecoder.decode(words[i + 1], StandardCharsets.UTF_8);
                values.put(fields.get(i), text.isEmpty() ? Value.empty() : Value.text(text));
            }
            cases.put(words[0], values);
        }
    }
}
