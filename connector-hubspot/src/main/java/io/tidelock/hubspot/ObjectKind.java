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
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A type of HubSpot object and how its fields are called.
 *
 * @param type the CRM vocabulary's
 * @param path the name in object and property paths
 * @param typeId the id in association paths (§0.3)
 * @param created the property that holds the stamp of creation
 * @param modified the property that holds the change stamp (§2.1)
 * @param naturalKey HubSpot's own unique property, or null; never a company's domain (G22)
 * @param merges whether two of them can become one (§2.1)
 * @param spellings by vocabulary name, where HubSpot's differs
 */
record ObjectKind(
        RecordType type,
        String path,
        String typeId,
        String created,
        String modified,
        @Nullable String naturalKey,
        boolean merges,
        Map<String, Spelling> spellings) {

    static final String ID = "hs_object_id";
    static final String MERGED = "hs_merged_object_ids";

    private static final String CREATED = "createdate";
    private static final String MODIFIED = "hs_lastmodifieddate";

    static final ObjectKind CONTACT = new ObjectKind(
            Contact.TYPE, "contacts", "0-1", CREATED, "lastmodifieddate", "email", true, Vocabulary.contact());
    static final ObjectKind COMPANY = crm(Company.TYPE, "companies", "0-2", true, Vocabulary.company());
    static final ObjectKind DEAL = crm(Deal.TYPE, "deals", "0-3", true, Vocabulary.deal());
    static final ObjectKind TICKET = crm(Ticket.TYPE, "tickets", "0-5", true, Vocabulary.ticket());
    static final ObjectKind PRODUCT = crm(Product.TYPE, "products", "0-7", false, Vocabulary.product());
    static final ObjectKind LINE_ITEM = crm(LineItem.TYPE, "line_items", "0-8", false, Vocabulary.lineItem());
    static final ObjectKind TASK = engagement(Task.TYPE, "tasks", "0-27", Vocabulary.task());
    static final ObjectKind NOTE = engagement(Note.TYPE, "notes", "0-46", Vocabulary.note());
    static final ObjectKind MEETING = engagement(Meeting.TYPE, "meetings", "0-47", Vocabulary.meeting());
    static final ObjectKind CALL = engagement(Call.TYPE, "calls", "0-48", Vocabulary.call());

    static final List<ObjectKind> ALL =
            List.of(CONTACT, COMPANY, DEAL, TICKET, PRODUCT, LINE_ITEM, TASK, NOTE, MEETING, CALL);

    private static ObjectKind crm(
            RecordType type, String path, String id, boolean merges, Map<String, Spelling> spellings) {
        return new ObjectKind(type, path, id, CREATED, MODIFIED, null, merges, spellings);
    }

    private static ObjectKind engagement(RecordType type, String path, String id, Map<String, Spelling> spellings) {
        return new ObjectKind(type, path, id, "hs_createdate", MODIFIED, null, false, spellings);
    }

    static Optional<ObjectKind> of(RecordType type) {
        return ALL.stream().filter(kind -> kind.type.equals(type)).findFirst();
    }

    RecordRef ref(String id) {
        return RecordRef.of(type, id);
    }

    /** Returns HubSpot's name of a field; a name that the vocabulary lacks is one already. */
    String property(String field) {
        Spelling spelling = spellings.get(field);
        return spelling == null ? field : spelling.property();
    }

    /** Returns the vocabulary's name of a property, or the property's own. */
    String field(String property) {
        return spellings.entrySet().stream()
                .filter(entry -> entry.getValue().property().equals(property))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(property);
    }

    /** Returns the property behind each field but associations, in a stable order. */
    Map<String, String> properties(Set<String> fields) {
        Map<String, String> properties = new TreeMap<>();
        fields.stream()
                .filter(field -> !LinkField.isOne(field))
                .forEach(field -> properties.put(field, property(field)));
        return properties;
    }

    /** Returns a field's value in HubSpot's words; {@code ""} clears. */
    String text(String field, Value value) {
        String text = Texts.of(value);
        Spelling spelling = spellings.get(field);
        return spelling == null || text.isEmpty() ? text : spelling.there().apply(text);
    }

    /** Returns what a property holds, in the words of the field. */
    Value value(String field, @Nullable String text) {
        Spelling spelling = spellings.get(field);
        return Texts.value(
                text == null || spelling == null ? text : spelling.back().apply(text));
    }

    /** Returns the properties that hold a field when it is written, the first one when it is read. */
    List<String> written(String field) {
        List<String> properties = new ArrayList<>(List.of(property(field)));
        Spelling spelling = spellings.get(field);
        if (spelling != null && spelling.copy() != null) {
            properties.add(spelling.copy());
        }
        return properties;
    }
}
