package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What rows of an export become.
 *
 * @param type the type of the records
 * @param id the headings under which the id may stand
 * @param headings the headings under which a field may stand, by the field's name
 * @param needed the names of the fields without whose headings a file is refused
 * @param more sets what does not stand in one column
 */
record CsvTable(RecordType type, List<String> id, Map<String, List<String>> headings, List<String> needed, More more) {

    private static final List<String> CREATED = List.of("Created At");
    private static final List<String> UPDATED = List.of("Updated At");

    /** Sets what does not stand in one column. */
    interface More {
        void set(CsvCells cells, CsvTable table, Record.Builder record);
    }

    /** Patients as Cliniko exports them: 65 columns, of which these are taken (vendor page, section 4). */
    static CsvTable patients() {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        headings.put("title", List.of("Title"));
        headings.put("first_name", List.of("First Name"));
        headings.put("last_name", List.of("Last Name"));
        headings.put("preferred_first_name", List.of("Preferred First Name"));
        headings.put("email", List.of("Email"));
        headings.put("date_of_birth", List.of("Date of Birth"));
        headings.put("sex", List.of("Sex"));
        headings.put("gender_identity", List.of("Gender Identity"));
        headings.put("home_phone", List.of("PhoneHome"));
        headings.put("mobile_phone", List.of("PhoneMobile"));
        headings.put("work_phone", List.of("PhoneWork"));
        headings.put("address_1", List.of("Address1"));
        headings.put("address_2", List.of("Address2"));
        headings.put("address_3", List.of("Address3"));
        headings.put("city", List.of("City"));
        headings.put("state", List.of("State"));
        headings.put("post_code", List.of("Post code"));
        headings.put("occupation", List.of("Occupation"));
        headings.put("referral_source", List.of("Referral Type"));
        headings.put("notes", List.of("Extra Information"));
        headings.put("country", List.of("Country"));
        return new CsvTable(
                Patient.TYPE,
                List.of("Patient ID", "Client ID"),
                headings,
                List.of("first_name", "last_name"),
                (cells, table, record) -> country(cells.text(table.of("country")), record));
    }

    /** Appointments; Cliniko does not say what their export's headings are, so each can be named otherwise. */
    static CsvTable appointments(Clock clock) {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        headings.put("patient_id", List.of("Patient ID", "Client ID"));
        headings.put("title", List.of("Patient Name", "Patient", "Client Name"));
        headings.put("starts_at", List.of("Starts At", "Start"));
        headings.put("ends_at", List.of("Ends At", "End"));
        headings.put("cancellation_reason_description", List.of("Cancellation Reason"));
        headings.put("cancelled_at", List.of("Cancelled At"));
        headings.put("did_not_arrive", List.of("Did Not Arrive"));
        headings.put("patient_arrived", List.of("Arrived"));
        return new CsvTable(
                Appointment.TYPE,
                List.of("Appointment ID", "ID"),
                headings,
                List.of("patient_id", "starts_at", "ends_at"),
                (cells, table, record) -> record.set(Appointment.STATE, state(cells, table, clock))
                        .set(Appointment.ARCHIVED, Value.bool(false)));
    }

    private static Value state(CsvCells cells, CsvTable table, Clock clock) {
        AppointmentReading.Facts facts = new AppointmentReading.Facts(
                !cells.text(table.of("cancelled_at")).isEmpty(),
                cells.flag(table.of("did_not_arrive")),
                cells.flag(table.of("patient_arrived")));
        return Value.text(facts.state(cells.moment(table.of("ends_at")), clock.instant()));
    }

    /** Exports write out the name, the API a code; a name that is nobody's says nothing. */
    private static void country(String name, Record.Builder record) {
        for (String code : Locale.getISOCountries()) {
            String known = new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
            if (known.equalsIgnoreCase(name) || code.equalsIgnoreCase(name)) {
                record.set(Patient.COUNTRY_CODE, code);
            }
        }
    }

    /** Returns this table with other headings for some fields; the others keep theirs. */
    CsvTable with(Map<String, String> otherwise) {
        Map<String, List<String>> all = new LinkedHashMap<>(headings);
        otherwise.forEach((field, heading) -> all.put(field, List.of(heading)));
        String other = otherwise.get("id");
        return new CsvTable(type, other == null ? id : List.of(other), all, needed, more);
    }

    private List<String> of(String field) {
        return headings.getOrDefault(field, List.of());
    }

    /** Returns which of the headings that are looked for a file has more than once: nobody knows which of them is meant. */
    List<String> ambiguous(List<String> there) {
        List<String> keys = there.stream().map(CsvCells::key).toList();
        return Stream.concat(Stream.of(id, CREATED, UPDATED), headings.values().stream())
                .flatMap(List::stream)
                .filter(name -> Collections.frequency(keys, CsvCells.key(name)) > 1)
                .distinct()
                .toList();
    }

    /** Returns what a file lacks: the headings of which it has none. */
    List<String> lacking(Map<String, Integer> columns) {
        return Stream.concat(Stream.of(id), needed.stream().map(this::of))
                .filter(names -> names.stream().noneMatch(name -> columns.containsKey(CsvCells.key(name))))
                .map(names -> names.get(0))
                .toList();
    }

    /**
     * Makes a record of a row.
     *
     * @throws CsvCells.BadCellException saying what is wrong
     */
    Record record(CsvCells cells, List<Field> fields) {
        String number = cells.text(id);
        if (!PeopleReader.isNumber(number)) {
            throw new CsvCells.BadCellException("the cell below " + id.get(0) + " is no id of Cliniko's");
        }
        Record.Builder record = Record.of(RecordRef.of(type, number))
                .createdAt(cells.moment(CREATED))
                .changedAt(cells.moment(UPDATED));
        for (Field field : fields) {
            if (headings.containsKey(field.name())) {
                record.set(field, cells.value(field, of(field.name())));
            }
        }
        more.set(cells, this, record);
        return record.build();
    }
}
