package io.tidelock.hubspot;

import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the CRM vocabulary's fields are called in HubSpot, and which values it says in other words (§2.1, §6, §7). Fields
 * that are not here are called alike.
 */
final class Vocabulary {

    private static final Spelling OWNER = Spelling.of("hubspot_owner_id");

    /** When an engagement is: HubSpot demands it of all of them. */
    private static final Spelling TIMESTAMP = Spelling.of("hs_timestamp");

    private Vocabulary() {}

    static Map<String, Spelling> contact() {
        return new Words()
                .say(Contact.FIRST_NAME, "firstname")
                .say(Contact.LAST_NAME, "lastname")
                .say(Contact.MOBILE_PHONE, "mobilephone")
                .say(Contact.STREET, "address")
                .say(Contact.POSTAL_CODE, "zip")
                .say(Contact.JOB_TITLE, "jobtitle")
                .say(Contact.COMPANY_NAME, "company")
                .say(Contact.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> company() {
        return new Words()
                .say(Company.STREET, "address")
                .say(Company.POSTAL_CODE, "zip")
                .say(Company.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> deal() {
        return new Words()
                .say(Deal.NAME, "dealname")
                .say(Deal.STAGE, "dealstage")
                .say(Deal.CLOSE_DATE, "closedate")
                .say(Deal.OWNER, OWNER)
                .say(Deal.CLOSED, "hs_is_closed")
                .all();
    }

    static Map<String, Spelling> ticket() {
        return new Words()
                .say(Ticket.BODY, "content")
                .say(Ticket.PIPELINE, "hs_pipeline")
                .say(Ticket.STAGE, "hs_pipeline_stage")
                .say(Ticket.PRIORITY, Spelling.of("hs_ticket_priority").showing(Map.of("URGENT", "HIGH")))
                .say(Ticket.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> product() {
        return new Words().say(Product.SKU, "hs_sku").all();
    }

    static Map<String, Spelling> lineItem() {
        return new Words()
                .say(LineItem.SKU, "hs_sku")
                .say(LineItem.PRODUCT, "hs_product_id")
                .all();
    }

    static Map<String, Spelling> task() {
        return new Words()
                .say(Task.TITLE, "hs_task_subject")
                .say(Task.BODY, "hs_task_body")
                .say(Task.DUE, TIMESTAMP)
                .say(Task.STATUS, "hs_task_status")
                .say(Task.PRIORITY, Spelling.of("hs_task_priority").showing(Map.of("NONE", "")))
                .say(Task.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> call() {
        return new Words()
                .say(Call.TITLE, "hs_call_title")
                .say(Call.BODY, "hs_call_body")
                .say(Call.AT, TIMESTAMP)
                .say(Call.DIRECTION, "hs_call_direction")
                .say(
                        Call.STATUS,
                        Spelling.of("hs_call_status").showing(Map.of("MISSED", "NO_ANSWER", "missed", "NO_ANSWER")))
                .say(Call.SECONDS, Spelling.of("hs_call_duration").inMilliseconds())
                .say(Call.FROM, "hs_call_from_number")
                .say(Call.TO, "hs_call_to_number")
                .say(Call.RECORDING, "hs_call_recording_url")
                .say(Call.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> note() {
        return new Words()
                .say(Note.BODY, "hs_note_body")
                .say(Note.AT, TIMESTAMP)
                .say(Note.OWNER, OWNER)
                .all();
    }

    static Map<String, Spelling> meeting() {
        return new Words()
                .say(Meeting.TITLE, "hs_meeting_title")
                .say(Meeting.BODY, "hs_meeting_body")
                .say(Meeting.AT, TIMESTAMP.copiedTo("hs_meeting_start_time"))
                .say(Meeting.UNTIL, "hs_meeting_end_time")
                .say(Meeting.LOCATION, "hs_meeting_location")
                .say(Meeting.OUTCOME, "hs_meeting_outcome")
                .say(Meeting.OWNER, OWNER)
                .all();
    }

    private static final class Words {
        private final Map<String, Spelling> words = new LinkedHashMap<>();

        Words say(Field field, String property) {
            return say(field, Spelling.of(property));
        }

        Words say(Field field, Spelling spelling) {
            words.put(field.name(), spelling);
            return this;
        }

        Map<String, Spelling> all() {
            return words;
        }
    }
}
