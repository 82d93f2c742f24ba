package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.line;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidelock.testkit.fake.cliniko.Resource.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contact's tables (page, section 3, "Contact"). No field is mandatory, as none is in the specification. */
final class Contacts {

    static final String NAME = "contacts";

    private static final List<String> TYPES = List.of("Standard", "Doctor", "3rd Party Payer");

    private Contacts() {}

    static Resource resource() {
        return Resource.named(NAME)
                .verbs(Verb.CREATE, Verb.UPDATE, Verb.ARCHIVE)
                .hiddenBy("archived_at")
                .hiddenBy("deleted_at")
                .fields(line("address_1"), line("address_2"), line("address_3"), line("city"))
                .fields(line("state"), line("post_code"))
                .fields(text("country_code").max(2).obeying(Countries::codeProblem))
                .computed("country", People::country)
                .fields(
                        line("company_name").filterableToo(),
                        text("email").max(255).like(Patients.EMAIL).filterableToo(),
                        text("first_name").max(255).filterableToo(),
                        text("last_name").max(255).filterableToo(),
                        text("preferred_name").shownEmptyAs(""),
                        text("title"),
                        line("occupation").filterableToo(),
                        line("provider_number"),
                        text("notes").shownEmptyAs(""),
                        text("doctor_type")
                                .oneOf("general_practitioner", "specialist")
                                .shownEmptyAs(""),
                        Field.of("phone_numbers", Kind.PHONES).shownEmptyAs(List.of()),
                        Field.of("type_code", Kind.INTEGER)
                                .oneOf(0L, 1L, 2L)
                                .shownEmptyAs(0L)
                                .filterableToo())
                .computed("type", Contacts::type)
                .deriving((clinic, row) -> People.normalizePhones(row, "phone_numbers"));
    }

    private static @Nullable JsonNode type(Row row) {
        return row.get("type_code") instanceof Long code ? TextNode.valueOf(TYPES.get(code.intValue())) : null;
    }
}
