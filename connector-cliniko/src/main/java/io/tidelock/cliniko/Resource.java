package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.RestCall;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of Cliniko's lists of people, so that feed, reader, finder and writer need not know which it is. Patients and
 * contacts differ in names only.
 *
 * @param list the list's path and the key of its rows in a page
 * @param phones the key of the list of phone numbers in a row
 * @param unhiding the filters that make a list show rows it hides by default
 * @param filterable the fields that lists can be filtered by
 * @param readOnly the fields that a body may not hold
 */
record Resource(
        RecordType type,
        String list,
        String phones,
        List<Field> fields,
        List<String> unhiding,
        Set<String> filterable,
        Set<String> readOnly,
        Calls calls) {

    static Resource patients(ClinikoApi api) {
        return new Resource(
                Patient.TYPE,
                "patients",
                "patient_phone_numbers",
                Patient.FIELDS,
                List.of("archived_at:*"),
                Set.of("email", "first_name", "last_name", "date_of_birth", "preferred_first_name", "old_reference_id"),
                Set.of(),
                new Calls(api::patients, api::createPatient, api::updatePatient, api::archivePatient));
    }

    static Resource contacts(ClinikoApi api) {
        return new Resource(
                ClinikoContact.TYPE,
                "contacts",
                "phone_numbers",
                ClinikoContact.FIELDS,
                List.of("archived_at:*", "deleted_at:*"),
                Set.of("email", "first_name", "last_name", "company_name", "occupation"),
                Set.of(ClinikoContact.KIND.name()),
                new Calls(api::contacts, api::createContact, api::updateContact, api::archiveContact));
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The calls of the resource. */
    record Calls(Listing list, Creation create, Update update, Archiving archive) {

        interface Listing {
            RestCall<JsonNode> call(List<String> filters, int page, int size);
        }

        interface Creation {
            RestCall<JsonNode> call(Map<String, @Nullable Object> body);
        }

        interface Update {
            RestCall<JsonNode> call(String id, Map<String, @Nullable Object> body);
        }

        interface Archiving {
            RestCall<Void> call(String id);
        }
    }
}
