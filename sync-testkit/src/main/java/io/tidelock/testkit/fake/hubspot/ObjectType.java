package io.tidelock.testkit.fake.hubspot;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One kind of CRM object (§0.3, §2.1).
 *
 * @param name the plural of the paths
 * @param singular as in {@code associations.contact}
 * @param legacy as in error messages
 * @param created the property with the creation stamp
 * @param modified the property with the modification stamp
 * @param defaults the properties of an answer when none were asked for, beside the stamps and the id
 * @param scope the scope family, without {@code .read} and {@code .write}; {@code tickets} has no suffix
 * @param mergeable whether there is a merge endpoint
 */
record ObjectType(
        String name,
        String singular,
        String typeId,
        String legacy,
        String created,
        String modified,
        List<String> defaults,
        String scope,
        boolean mergeable) {

    private static final String CREATED = "createdate";
    private static final String MODIFIED = "hs_lastmodifieddate";

    static final ObjectType CONTACTS = new ObjectType(
            "contacts",
            "contact",
            "0-1",
            "CONTACT",
            CREATED,
            "lastmodifieddate",
            List.of("email", "firstname", "lastname"),
            "crm.objects.contacts",
            true);
    static final ObjectType COMPANIES = crm("companies", "company", "0-2", true, List.of("domain", "name"));
    static final ObjectType DEALS =
            crm("deals", "deal", "0-3", true, List.of("amount", "closedate", "dealname", "dealstage", "pipeline"));
    static final ObjectType TICKETS = new ObjectType(
            "tickets",
            "ticket",
            "0-5",
            "TICKET",
            CREATED,
            MODIFIED,
            List.of("content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "subject"),
            "tickets",
            true);
    static final ObjectType PRODUCTS =
            crm("products", "product", "0-7", false, List.of("description", "name", "price"));
    static final ObjectType LINE_ITEMS =
            crm("line_items", "line_item", "0-8", false, List.of("amount", "price", "quantity"));
    static final ObjectType TASKS = engagement("tasks", "task", "0-27");
    static final ObjectType NOTES = engagement("notes", "note", "0-46");
    static final ObjectType MEETINGS = engagement("meetings", "meeting", "0-47");
    static final ObjectType CALLS = engagement("calls", "call", "0-48");

    static final List<ObjectType> ALL =
            List.of(CONTACTS, COMPANIES, DEALS, TICKETS, PRODUCTS, LINE_ITEMS, TASKS, NOTES, MEETINGS, CALLS);

    private static ObjectType crm(String name, String singular, String id, boolean merges, List<String> defaults) {
        return new ObjectType(
                name,
                singular,
                id,
                singular.toUpperCase(Locale.ROOT),
                CREATED,
                MODIFIED,
                defaults,
                "crm.objects." + name,
                merges);
    }

    private static ObjectType engagement(String name, String singular, String id) {
        return new ObjectType(
                name,
                singular,
                id,
                singular.toUpperCase(Locale.ROOT),
                "hs_createdate",
                MODIFIED,
                List.of(),
                "crm.objects.contacts",
                false);
    }

    /** Finds a type by plural, singular or type id: HubSpot infers it from each of them. */
    static Optional<ObjectType> of(String segment) {
        String name = segment.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(type -> type.name.equals(name) || type.singular.equals(name) || type.typeId.equals(name))
                .findFirst();
    }

    static ObjectType required(String segment) {
        return of(segment).orElseThrow(() -> Refusal.invalid("Unable to infer object type from: " + segment));
    }

    boolean isEngagement() {
        return created.equals("hs_createdate");
    }

    /** The stamps and the id, which come back always. */
    List<String> system() {
        return List.of(created, modified, "hs_object_id");
    }

    /** The scope a call needs (§1.3). */
    String scope(boolean write) {
        return scope.equals("tickets") ? scope : scope + (write ? ".write" : ".read");
    }

    /** The scope for property definitions (§1.3); engagements go with contacts. */
    String schemaScope(boolean write) {
        String object = scope.equals("tickets") ? "tickets" : scope.substring("crm.objects.".length());
        return "crm.schemas." + object + (write ? ".write" : ".read");
    }
}
