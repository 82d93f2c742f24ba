package io.tidelock.hubspot;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.LinkedHashMap;
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
 * @param modified the property that holds the change stamp (§2.1)
 * @param naturalKey HubSpot's own unique property, or null; never a company's domain (G22)
 * @param natives the property by vocabulary name, where the names differ
 */
record ObjectKind(
        RecordType type,
        String path,
        String typeId,
        String modified,
        @Nullable String naturalKey,
        Map<String, String> natives) {

    static final String ID = "hs_object_id";
    static final String CREATED = "createdate";
    static final String MERGED = "hs_merged_object_ids";

    private static final String MODIFIED = "hs_lastmodifieddate";
    private static final String OWNER = "hubspot_owner_id";

    static final ObjectKind CONTACT = new ObjectKind(
            Contact.TYPE,
            "contacts",
            "0-1",
            "lastmodifieddate",
            "email",
            names(
                    Contact.FIRST_NAME, "firstname",
                    Contact.LAST_NAME, "lastname",
                    Contact.MOBILE_PHONE, "mobilephone",
                    Contact.STREET, "address",
                    Contact.POSTAL_CODE, "zip",
                    Contact.JOB_TITLE, "jobtitle",
                    Contact.COMPANY_NAME, "company",
                    Contact.OWNER, OWNER));

    static final ObjectKind COMPANY = new ObjectKind(
            Company.TYPE,
            "companies",
            "0-2",
            MODIFIED,
            null,
            names(Company.STREET, "address", Company.POSTAL_CODE, "zip", Company.OWNER, OWNER));

    static final ObjectKind DEAL = new ObjectKind(
            Deal.TYPE,
            "deals",
            "0-3",
            MODIFIED,
            null,
            names(
                    Deal.NAME, "dealname",
                    Deal.STAGE, "dealstage",
                    Deal.CLOSE_DATE, "closedate",
                    Deal.OWNER, OWNER));

    static final List<ObjectKind> ALL = List.of(CONTACT, COMPANY, DEAL);

    static Optional<ObjectKind> of(RecordType type) {
        return ALL.stream().filter(kind -> kind.type.equals(type)).findFirst();
    }

    RecordRef ref(String id) {
        return RecordRef.of(type, id);
    }

    /** Returns HubSpot's name of a field; a name that the vocabulary lacks is one already. */
    String property(String field) {
        return natives.getOrDefault(field, field);
    }

    /** Returns the vocabulary's name of a property, or the property's own. */
    String field(String property) {
        return natives.entrySet().stream()
                .filter(entry -> entry.getValue().equals(property))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(property);
    }

    /** Returns the property behind each field, in a stable order. */
    Map<String, String> properties(Set<String> fields) {
        Map<String, String> properties = new TreeMap<>();
        fields.forEach(field -> properties.put(field, property(field)));
        return properties;
    }

    private static Map<String, String> names(Object... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(((Field) pairs[i]).name(), (String) pairs[i + 1]);
        }
        return names;
    }
}
