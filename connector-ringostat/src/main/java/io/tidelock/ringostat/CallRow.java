package io.tidelock.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of the call log as the project showed it, read with what else is known of the project. */
final class CallRow {

    /** What is asked for (section 2). */
    static final String FIELDS =
            "uniqueid,calldate,call_type,caller,caller_number,dst,disposition,duration,billsec,waittime,"
                    + "employee_number,employee_fio,department,connected_with,has_recording,recording,recording_wav,utm_source,"
                    + "utm_medium,utm_campaign,utm_content,utm_term,client_id,landing,refferrer,pool_name,scheme_name,proper_flag,"
                    + "repeated_flag,call_card";

    private static final List<Field> AS_SHOWN = List.of(
            RingostatCall.UTM_SOURCE,
            RingostatCall.UTM_MEDIUM,
            RingostatCall.UTM_CAMPAIGN,
            RingostatCall.UTM_CONTENT,
            RingostatCall.UTM_TERM,
            RingostatCall.GOOGLE_CLIENT_ID,
            RingostatCall.LANDING);

    private final JsonNode json;
    private final Project project;

    CallRow(JsonNode json, Project project) {
        this.json = json;
        this.project = project;
    }

    String id() {
        return text("uniqueid");
    }

    Optional<Instant> at() {
        return project.time().read(text("calldate"));
    }

    /** Returns what stands for the call where a webhook does not name it. */
    DerivedId derivedId() {
        return DerivedId.of(
                text("call_type"),
                caller(),
                text("dst"),
                at().orElse(Instant.EPOCH),
                seconds("billsec"),
                text("disposition"));
    }

    private String caller() {
        return text("caller_number").isEmpty() ? text("caller") : text("caller_number");
    }

    private boolean isOutgoing() {
        return direction().equals("OUTBOUND");
    }

    private String direction() {
        return Direction.of(text("call_type"));
    }

    /** The line of an incoming call, the client of an outgoing one, is what was called. */
    private String client() {
        return isOutgoing() ? text("dst") : caller();
    }

    Record record() {
        Optional<String> client = PhoneNumbers.e164(client(), project.region())
                .filter(number ->
                        !number.equals(PhoneNumbers.e164(isOutgoing() ? caller() : text("dst"), project.region())
                                .orElse("")));
        Optional<Employee> employee =
                project.staff().find(text("employee_number"), text("employee_fio"), text("connected_with"));
        boolean own = client.filter(project.staff()::isOwn).isPresent();
        Record.Builder record = Record.of(RecordRef.of(RingostatCall.TYPE, project.everywhere(id())))
                .createdAt(at().orElse(null))
                .set(RingostatCall.ID, Value.text(project.everywhere(id())))
                .set(RingostatCall.AT, at().map(Value::moment).orElse(Value.empty()))
                .set(RingostatCall.DIRECTION, Value.text(direction()))
                .set(RingostatCall.CLIENT, client.map(Value::text).orElse(Value.empty()))
                .set(RingostatCall.CALLER_KIND, Value.text(own ? "STAFF" : "CLIENT"))
                .set(RingostatCall.FROM, written(caller()))
                .set(RingostatCall.TO, written(text("dst")))
                .set(RingostatCall.RECORDING, recording());
        ending(record);
        employee(record, employee);
        AS_SHOWN.forEach(field -> record.set(field, shown(field.name())));
        return record.set(RingostatCall.TITLE, Value.text(title(employee)))
                .set(RingostatCall.SUMMARY, Value.text(summary(employee)))
                .build();
    }

    private void ending(Record.Builder record) {
        String word = text("disposition");
        int talk = seconds("billsec");
        boolean over = !word.isEmpty();
        record.set(RingostatCall.DISPOSITION, shown("disposition"))
                .set(RingostatCall.SECONDS, Value.decimal(BigDecimal.valueOf(talk)))
                .set(RingostatCall.OUTCOME, over ? Value.text(outcome()) : Value.empty())
                .set(RingostatCall.STATUS, over ? Value.text(Disposition.status(word, talk)) : Value.empty());
    }

    private static void employee(Record.Builder record, Optional<Employee> employee) {
        record.set(
                        RingostatCall.EMPLOYEE,
                        employee.map(Employee::id).map(Value::text).orElse(Value.empty()))
                .set(
                        RingostatCall.EMPLOYEE_NAME,
                        employee.map(Employee::name).map(Value::text).orElse(Value.empty()))
                .set(
                        RingostatCall.EMPLOYEE_EMAIL,
                        employee.map(Employee::email)
                                .filter(email -> !email.isEmpty())
                                .map(Value::text)
                                .orElse(Value.empty()));
    }

    private String outcome() {
        return Disposition.isAnswered(text("disposition"), seconds("billsec")) ? "ANSWERED" : "MISSED";
    }

    /** Numbers are written international, without separators. */
    private Value written(String number) {
        String text = PhoneNumbers.e164(number, project.region()).orElse(number);
        return text.isEmpty() ? Value.empty() : Value.text(text);
    }

    private Value recording() {
        for (String field : List.of("recording", "recording_wav")) {
            if (project.recordings().isAllowed(text(field))) {
                return Value.text(text(field));
            }
        }
        return Value.empty();
    }

    private String title(Optional<Employee> employee) {
        boolean answered = outcome().equals("ANSWERED");
        String what = isOutgoing()
                ? (answered ? "Outgoing call" : "Outgoing call, not answered")
                : (answered ? "Incoming call" : "Missed call");
        String callback = direction().equals("CALLBACK") ? ", callback" : "";
        return what + callback + employee.map(one -> ", " + one.name()).orElse("");
    }

    private String summary(Optional<Employee> employee) {
        StringBuilder lines = new StringBuilder("From " + named(caller()) + " to " + named(text("dst")));
        lines.append("\nBegan ").append(text("calldate")).append(", ").append(text("disposition"));
        lines.append("\nTalk ")
                .append(seconds("billsec"))
                .append(" s, waiting ")
                .append(seconds("waittime"))
                .append(" s");
        lines.append("\nEmployee: ")
                .append(employee.map(Employee::name).orElse(unknown(text("employee_fio"), text("connected_with"))));
        return lines.toString();
    }

    private String named(String number) {
        return number.isEmpty()
                ? "a hidden number"
                : PhoneNumbers.e164(number, project.region()).orElse(number);
    }

    private static String unknown(String name, String connectedWith) {
        String told = name.isEmpty() ? connectedWith : name;
        return told.isEmpty() ? "nobody" : "unknown (" + told + ")";
    }

    private Value shown(String field) {
        JsonNode node = json.path(field);
        return node.isMissingNode() ? Value.absent() : text(field).isEmpty() ? Value.empty() : Value.text(text(field));
    }

    private int seconds(String field) {
        try {
            return Math.max(0, new BigDecimal(text(field)).intValue());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private String text(String field) {
        JsonNode node = json.path(field);
        return node.isValueNode() && !node.isNull() ? node.asText("").strip() : "";
    }

    @Override
    public String toString() {
        return "call " + id();
    }
}
