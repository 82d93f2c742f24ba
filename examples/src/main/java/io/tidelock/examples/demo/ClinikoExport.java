package io.tidelock.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads patients from a file in Cliniko's export format (Settings, Data exports, Patients), by heading. Takes what
 * spreadsheets make of it: semicolons or tabs for commas, Windows line ends, a byte order mark, empty lines.
 */
final class ClinikoExport {

    private static final Path SAMPLE = Path.of("patients.csv");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final List<String> NEEDED = List.of("First Name", "Last Name");
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

    /**
     * A line of the file.
     *
     * @param line where it begins, counted from 1
     * @param patient its patient, in the shape of Cliniko's API
     */
    record Row(long line, Map<String, Object> patient) {}

    /** Reads a file, or without one the thousand invented patients that come with the examples. */
    static List<Row> read(@Nullable Path file) throws IOException {
        Path name = file == null ? SAMPLE : file;
        List<Row> rows = rows(name, text(file));
        if (rows.isEmpty()) {
            throw new UnreadableExportException(name, "there is no patient below the headings; add a line for each");
        }
        return rows;
    }

    private static String text(@Nullable Path file) throws IOException {
        if (file == null) {
            try (InputStream sample = ClinikoExport.class.getResourceAsStream("/demo/patients.csv")) {
                return new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableExportException(file, "this is no text in UTF-8; save it as CSV UTF-8");
        }
    }

    private static List<Row> rows(Path file, String text) throws IOException {
        if (text.isBlank()) {
            throw new UnreadableExportException(file, "the file is empty; take it as Cliniko exports it");
        }
        CsvSchema.Builder headings = CsvSchema.builder().setUseHeader(true);
        headings.setColumnSeparator(separator(text.lines().findFirst().orElse("")));
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (MappingIterator<Map<String, String>> cells =
                new CsvMapper().readerFor(Map.class).with(headings.build()).readValues(text)) {
            requireHeadings(file, (CsvSchema) cells.getParserSchema());
            while (cells.hasNextValue()) {
                line = cells.getParser().currentTokenLocation().getLineNr() + 1L;
                Map<String, String> row = cells.nextValue();
                if (!row.values().stream().allMatch(String::isBlank)) {
                    rows.add(new Row(line, patient(row)));
                }
            }
        } catch (JsonProcessingException broken) { // its message repeats what stands in the file
            throw new UnreadableExportException(
                    file,
                    "line "
                            + Math.max(
                                    line,
                                    broken.getLocation() == null
                                            ? 1
                                            : broken.getLocation().getLineNr())
                            + " is no line of a table; look for a quotation mark that is left open, or more cells than"
                            + " headings");
        }
        return rows;
    }

    private static char separator(String headings) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = count(headings, candidate) > count(headings, most) ? candidate : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static void requireHeadings(Path file, CsvSchema found) throws IOException {
        for (String heading : NEEDED) {
            if (found.column(heading) == null) {
                throw new UnreadableExportException(
                        file, "line 1 has no heading \"" + heading + "\"; take the file as Cliniko exports it");
            }
        }
    }

    private static Map<String, Object> patient(Map<String, String> cells) {
        Map<String, Object> patient = new LinkedHashMap<>();
        FIELDS.forEach((heading, field) -> text(cells, heading, value -> patient.put(field, value)));
        text(cells, "Country", name -> country(name, code -> patient.put("country_code", code)));
        List<Map<String, String>> phones = new ArrayList<>();
        for (String kind : List.of("Mobile", "Home", "Work", "Fax", "Other")) {
            text(cells, "Phone" + kind, number -> phones.add(Map.of("phone_type", kind, "number", number)));
        }
        patient.put("patient_phone_numbers", phones);
        return patient;
    }

    private static void text(Map<String, String> cells, String heading, Consumer<String> use) {
        String value = cells.getOrDefault(heading, "").strip();
        if (!value.isEmpty()) {
            use.accept(value);
        }
    }

    private static void country(String name, Consumer<String> use) {
        for (String code : Locale.getISOCountries()) {
            if (new Locale("", code).getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(name)) {
                use.accept(code);
            }
        }
    }
}
