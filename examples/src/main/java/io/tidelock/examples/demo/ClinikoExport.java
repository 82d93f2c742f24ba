package io.tidelock.examples.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads patients from a file in Cliniko's export format (Settings, Data exports, Patients), by heading. */
final class ClinikoExport {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("Title", "title"),
            Map.entry("First Name", "first_name"),
            Map.entry("Last Name", "last_name"),
            Map.entry("Preferred First Name", "preferred_first_name"),
            Map.entry("Date of Birth", "date_of_birth"),
            Map.entry("Email", "email"),
            Map.entry("Address1", "address_1"),
            Map.entry("Address2", "address_2"),
            Map.entry("City", "city"),
            Map.entry("State", "state"),
            Map.entry("Post code", "post_code"),
            Map.entry("Gender Identity", "gender_identity"),
            Map.entry("Referral Type", "referral_source"),
            Map.entry("Extra Information", "notes"));

    private ClinikoExport() {}

    /** Reads a file, or without one the thousand invented patients that come with the examples. */
    static List<Map<String, Object>> read(@Nullable Path file) throws IOException {
        try (Reader text = file == null ? sample() : Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerFor(Map.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(text)) {
            List<Map<String, Object>> patients = new ArrayList<>();
            while (rows.hasNextValue()) {
                patients.add(patient(rows.nextValue()));
            }
            return patients;
        }
    }

    private static Reader sample() {
        InputStream data = Objects.requireNonNull(ClinikoExport.class.getResourceAsStream("/demo/patients.csv"));
        return new InputStreamReader(data, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> patient(Map<String, String> row) {
        Map<String, Object> patient = new LinkedHashMap<>();
        FIELDS.forEach((heading, field) -> text(row, heading, value -> patient.put(field, value)));
        text(row, "Country", name -> country(name, code -> patient.put("country_code", code)));
        List<Map<String, String>> phones = new ArrayList<>();
        for (String kind : List.of("Mobile", "Home", "Work", "Fax", "Other")) {
            text(row, "Phone" + kind, number -> phones.add(Map.of("phone_type", kind, "number", number)));
        }
        patient.put("patient_phone_numbers", phones);
        return patient;
    }

    private static void text(Map<String, String> row, String heading, java.util.function.Consumer<String> use) {
        String value = row.getOrDefault(heading, "").strip();
        if (!value.isEmpty()) {
            use.accept(value);
        }
    }

    private static void country(String name, java.util.function.Consumer<String> use) {
        for (String code : Locale.getISOCountries()) {
            if (new Locale("", code).getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(name)) {
                use.accept(code);
            }
        }
    }
}
