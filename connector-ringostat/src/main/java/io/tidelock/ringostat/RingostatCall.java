package io.tidelock.ringostat;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;

/** A call of a Ringostat project, once it is in the call log. Read-only. */
public final class RingostatCall {

    /** The type. */
    public static final RecordType TYPE = RecordType.of("ringostat_call");

    /** The call's own id. */
    public static final Field ID = Field.text("uniqueid");
    /** When it began, by the project's time zone. */
    public static final Field AT = Field.instant("calldate");
    /** {@code INBOUND}, {@code OUTBOUND} or {@code CALLBACK}: a client who asked to be called. */
    public static final Field DIRECTION = Field.choice("direction");
    /** Whether somebody talked: {@code ANSWERED} or {@code MISSED}; empty while the call is under way. */
    public static final Field OUTCOME = Field.choice("outcome");
    /** How it ended, in the CRM's words ({@link io.tidelock.crm.Call#STATUS}). */
    public static final Field STATUS = Field.choice("status");
    /** How it ended, in Ringostat's words. */
    public static final Field DISPOSITION = Field.text("disposition");
    /** How long somebody talked, in seconds. */
    public static final Field SECONDS = Field.decimal("billsec");
    /** The client's number as E.164; empty where it is hidden, no valid number or the project's own line. */
    public static final Field CLIENT = Field.text("client_e164");
    /** Who called: {@code CLIENT}, or {@code STAFF} for a number of the project's own employees. */
    public static final Field CALLER_KIND = Field.choice("caller_kind");
    /** The number that called, as E.164 where it is a valid one. */
    public static final Field FROM = Field.phone("from");
    /** The number that was called, as E.164 where it is a valid one. */
    public static final Field TO = Field.phone("to");
    /** The id of the employee who talked; empty where the project does not know one. */
    public static final Field EMPLOYEE = Field.text("employee_number");
    /** The name of that employee. */
    public static final Field EMPLOYEE_NAME = Field.text("employee_fio");
    /** The e-mail address of that employee, from the project's list of staff. */
    public static final Field EMPLOYEE_EMAIL = Field.email("employee_email");
    /** Where the recording can be heard: only addresses of the hosts that the connector was told. */
    public static final Field RECORDING = Field.text("recording");
    /** One line for people: what it was, and who took it. */
    public static final Field TITLE = Field.text("title");
    /** A few lines for people: numbers, time, durations. */
    public static final Field SUMMARY = Field.text("summary");
    /** The campaign's source. */
    public static final Field UTM_SOURCE = Field.text("utm_source");
    /** The campaign's medium. */
    public static final Field UTM_MEDIUM = Field.text("utm_medium");
    /** The campaign. */
    public static final Field UTM_CAMPAIGN = Field.text("utm_campaign");
    /** The advertisement. */
    public static final Field UTM_CONTENT = Field.text("utm_content");
    /** The words searched for. */
    public static final Field UTM_TERM = Field.text("utm_term");
    /** Google's id of the visitor. */
    public static final Field GOOGLE_CLIENT_ID = Field.text("client_id");
    /** The page on which the visitor arrived. */
    public static final Field LANDING = Field.text("landing");

    /** All of them. */
    public static final List<Field> FIELDS = List.of(
            ID,
            AT,
            DIRECTION,
            OUTCOME,
            STATUS,
            DISPOSITION,
            SECONDS,
            CLIENT,
            CALLER_KIND,
            FROM,
            TO,
            EMPLOYEE,
            EMPLOYEE_NAME,
            EMPLOYEE_EMAIL,
            RECORDING,
            TITLE,
            SUMMARY,
            UTM_SOURCE,
            UTM_MEDIUM,
            UTM_CAMPAIGN,
            UTM_CONTENT,
            UTM_TERM,
            GOOGLE_CLIENT_ID,
            LANDING);

    private RingostatCall() {}
}
