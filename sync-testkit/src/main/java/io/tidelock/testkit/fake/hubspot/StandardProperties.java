package io.tidelock.testkit.fake.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HubSpot's own properties, as far as a sync meets them. A line is {@code name type fieldType [flag] [options]}; flags:
 * {@code ro} read-only, {@code calc} calculated, {@code owner}, {@code ext} any value from elsewhere, {@code unique}.
 */
final class StandardProperties {

    private static final String COMMON = """
            hs_object_id number number ro
            hs_createdate datetime date ro
            hs_lastmodifieddate datetime date ro
            hs_merged_object_ids enumeration checkbox ro,ext
            hs_unique_creation_key string text ro,unique
            hs_object_source_label string text ro
            hubspot_owner_id enumeration select owner,ext
            """;

    private static final String PLACE = """
            phone string phonenumber
            address string text
            address2 string text
            city string text
            state string text
            zip string text
            country string text
            website string text
            lifecyclestage enumeration radio - \
            subscriber|lead|marketingqualifiedlead|salesqualifiedlead|opportunity|customer|evangelist|other
            hs_lead_status enumeration radio - \
            NEW|OPEN|IN_PROGRESS|OPEN_DEAL|UNQUALIFIED|ATTEMPTED_TO_CONTACT|CONNECTED|BAD_TIMING
            createdate datetime date ro
            """;

    private static final String CONTACTS = """
            email string text
            firstname string text
            lastname string text
            mobilephone string phonenumber
            fax string phonenumber
            salutation string text
            date_of_birth string text
            gender string text
            marital_status string text
            company string text
            jobtitle string text
            industry string text
            message string textarea
            hs_language enumeration select - en|de|fr|es|nl|it|pt
            hs_timezone string text
            hs_email_optout bool booleancheckbox ro
            hs_additional_emails enumeration checkbox ext
            hs_searchable_calculated_phone_number string text calc
            associatedcompanyid number number ro,ext
            num_unique_conversion_events number number calc
            notes_last_updated datetime date calc
            lastmodifieddate datetime date ro
            """;

    private static final String COMPANIES = """
            name string text
            domain string text
            hs_additional_domains enumeration checkbox ext
            industry enumeration select - \
            ACCOUNTING|BIOTECHNOLOGY|COMPUTER_SOFTWARE|FOOD_BEVERAGES|HEALTH_WELLNESS_AND_FITNESS\
            |HOSPITAL_HEALTH_CARE|MEDICAL_PRACTICE|MINING_METALS|PHARMACEUTICALS|RESEARCH
            description string textarea
            about_us string textarea
            type enumeration radio - PROSPECT|PARTNER|RESELLER|VENDOR|OTHER
            numberofemployees number number
            annualrevenue number number
            founded_year string text
            timezone string text
            hs_parent_company_id number number ro
            """;

    private static final String DEALS = """
            dealname string text
            dealstage enumeration radio ext
            pipeline enumeration select ext
            amount number number
            closedate datetime date
            description string textarea
            dealtype enumeration radio - newbusiness|existingbusiness
            deal_currency_code enumeration select - USD|EUR|GBP|AUD
            hs_priority enumeration select - low|medium|high
            hs_is_closed bool booleancheckbox calc
            hs_is_closed_won bool booleancheckbox calc
            hs_deal_stage_probability number number calc
            closed_won_reason string textarea
            closed_lost_reason string textarea
            hs_next_step string text
            createdate datetime date
            """;

    private static final String TICKETS = """
            subject string text
            content string textarea
            hs_pipeline enumeration select ext
            hs_pipeline_stage enumeration select ext
            hs_ticket_priority enumeration select - LOW|MEDIUM|HIGH|URGENT
            hs_ticket_category enumeration checkbox - PRODUCT_ISSUE|BILLING_ISSUE|FEATURE_REQUEST|GENERAL_INQUIRY
            closed_date datetime date
            createdate datetime date ro
            """;

    private static final String PRODUCTS = """
            name string text
            description string textarea
            hs_sku string text
            hs_folder string text
            price number number
            hs_cost_of_goods_sold number number
            tax number number
            recurringbillingfrequency enumeration select - \
            weekly|biweekly|monthly|quarterly|per_six_months|annually|per_two_years|per_three_years|per_five_years
            hs_recurring_billing_period string text
            createdate datetime date ro
            """;

    private static final String LINE_ITEMS = """
            hs_product_id number number
            quantity number number
            amount number number calc
            discount number number
            hs_discount_percentage number number
            hs_line_item_currency_code enumeration select - USD|EUR|GBP|AUD
            hs_recurring_billing_start_date date date
            hs_recurring_billing_end_date date date
            hs_tax_rate_group_id number number
            """;

    private static final String ENGAGEMENT = """
            hs_timestamp datetime date
            hs_attachment_ids enumeration checkbox ext
            hs_activity_type string text
            hs_body_preview_html string html calc
            """;

    private static final String TASKS = """
            hs_task_subject string text
            hs_task_body string html
            hs_task_status enumeration select - NOT_STARTED|IN_PROGRESS|WAITING|COMPLETED|DEFERRED
            hs_task_priority enumeration select - NONE|LOW|MEDIUM|HIGH
            hs_task_type enumeration select - EMAIL|CALL|TODO
            hs_task_reminders string text
            """;

    private static final String CALLS = """
            hs_call_title string text
            hs_call_body string html
            hs_call_direction enumeration select - INBOUND|OUTBOUND
            hs_call_duration number number
            hs_call_from_number string text
            hs_call_to_number string text
            hs_call_status enumeration select - \
            BUSY|CALLING_CRM_USER|CANCELED|COMPLETED|CONNECTING|FAILED|IN_PROGRESS|NO_ANSWER|QUEUED|RINGING|MISSED
            hs_call_disposition enumeration select - \
            9d9162e7-6cf3-4944-bf63-4dff82258764|f240bbac-87c9-4f6e-bf70-924b57d47db7\
            |a4c4c377-d246-4b32-a13b-75a56a4cd0ff|b2cf5968-551e-4856-9783-52b3da59a7d0\
            |73a0d17f-1163-4015-bdd5-ec830791da20|17b47fee-58de-441e-a44c-c6300d46f273
            hs_call_recording_url string text
            hs_call_source enumeration select - INTEGRATIONS_PLATFORM
            hs_call_app_id number number
            hs_call_external_id string text
            hs_call_external_account_id string text
            hs_call_callee_object_id number number
            hs_call_callee_object_type string text
            """;

    private static final String NOTES = """
            hs_note_body string html
            """;

    private static final String MEETINGS = """
            hs_meeting_title string text
            hs_meeting_body string html
            hs_internal_meeting_notes string html
            hs_meeting_location string text
            hs_meeting_external_url string text
            hs_meeting_start_time datetime date
            hs_meeting_end_time datetime date
            hs_meeting_outcome enumeration select - SCHEDULED|COMPLETED|RESCHEDULED|NO_SHOW|CANCELED
            """;

    private static final Map<ObjectType, String> BY_TYPE = Map.of(
            ObjectType.CONTACTS, CONTACTS + PLACE,
            ObjectType.COMPANIES, COMPANIES + PLACE,
            ObjectType.DEALS, DEALS,
            ObjectType.TICKETS, TICKETS,
            ObjectType.PRODUCTS, PRODUCTS,
            ObjectType.LINE_ITEMS, PRODUCTS + LINE_ITEMS,
            ObjectType.TASKS, ENGAGEMENT + TASKS,
            ObjectType.CALLS, ENGAGEMENT + CALLS,
            ObjectType.NOTES, ENGAGEMENT + NOTES,
            ObjectType.MEETINGS, ENGAGEMENT + MEETINGS);

    private StandardProperties() {}

    /** The group HubSpot puts a type's own properties into. */
    static String group(ObjectType type) {
        return type.isEngagement() ? "engagement" : type.singular().replace("_", "") + "information";
    }

    static Map<String, PropertyDef> of(ObjectType type) {
        Map<String, PropertyDef> all = new LinkedHashMap<>();
        (COMMON + BY_TYPE.getOrDefault(type, ""))
                .lines()
                .map(line -> parse(type, line))
                .forEach(def -> {
                    all.put(def.name(), def);
                });
        return all;
    }

    private static PropertyDef parse(ObjectType type, String line) {
        List<String> words = new ArrayList<>(List.of(line.trim().split(" +", -1)));
        List<String> flags = words.size() > 3 ? List.of(words.get(3).split(",", -1)) : List.of();
        PropertyDef def = PropertyDef.of(words.get(0), words.get(1), words.get(2), group(type), Instant.EPOCH);
        if (words.size() > 4) {
            def.options(List.of(words.get(4).split("\\|", -1)));
        }
        if (words.get(1).equals("bool")) {
            def.options(List.of("true", "false"));
        }
        def.json()
                .put("hubspotDefined", true)
                .put("calculated", flags.contains("calc"))
                .put("externalOptions", flags.contains("ext"))
                .put("hasUniqueValue", flags.contains("unique"))
                .set("modificationMetadata", PropertyDef.metadata(false, flags.contains("ro")));
        if (flags.contains("owner")) {
            def.json().put("referencedObjectType", "OWNER");
        }
        return def;
    }
}
