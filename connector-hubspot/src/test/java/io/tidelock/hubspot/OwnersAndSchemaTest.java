package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Owner;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Property;
import io.tidelock.testkit.fake.hubspot.Answers;
import io.tidelock.testkit.fake.hubspot.FakeHubSpot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class OwnersAndSchemaTest {

    private final FakePortal portal;

    OwnersAndSchemaTest(String version) {
        this.portal = new FakePortal(version);
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void ownersAreFoundByAddressInOneListing() {
        IntStream.range(0, 120).forEach(i -> portal.hubspot.addOwner("user" + i + "@example.com", "User", "No" + i));
        RecordLookup lookup =
                owners().finder().orElseThrow().by(List.of(Owner.EMAIL)).orElseThrow();

        List<List<Record>> found = lookup.find(
                List.of(List.of("USER7@example.com"), List.of("x@example.com"), List.of("user119@example.com")),
                Set.of("email"));

        assertThat(found.get(0))
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.value(Owner.LAST_NAME).plain()).isEqualTo("No7"));
        assertThat(found.get(1)).isEmpty();
        assertThat(found.get(2)).hasSize(1);
        assertThat(portal.hubspot.calls("GET .*owners")).hasSize(2);
    }

    @Test
    void deactivatedOwnerIsArchived() {
        String gone = portal.hubspot.addOwner("gone@example.com", "Gone", "User");
        String there = portal.hubspot.addOwner("there@example.com", "There", "User");
        portal.hubspot.archiveOwner(gone);

        List<ReadOutcome> outcomes = owners().reader().orElseThrow().read(List.of(gone, there, "1"), Set.of("email"));

        assertThat(outcomes.get(0)).isEqualTo(new ReadOutcome.Archived(gone));
        assertThat(outcomes.get(1)).isInstanceOf(ReadOutcome.Present.class);
        assertThat(outcomes.get(2)).isEqualTo(new ReadOutcome.Missing("1"));
    }

    @Test
    void ownersAreReadOnlyAndUnknownTypesOfferNothing() {
        assertThat(owners().writer()).isEmpty();
        assertThat(owners().feed()).isEmpty();
        assertThat(portal.connector().access(RecordType.of("spaceship")).reader())
                .isEmpty();
    }

    @Test
    void everyTypeOfPropertyIsProvisionedOnce() {
        Schema needed = new Schema(List.of(
                Property.of(Contact.TYPE, Field.text("tl_id"), "Id").asUnique(),
                Property.of(Contact.TYPE, Field.phone("tl_phone"), "Phone"),
                Property.of(Contact.TYPE, Field.decimal("tl_number"), "Number"),
                Property.of(Contact.TYPE, Field.bool("tl_flag"), "Flag"),
                Property.of(Contact.TYPE, Field.date("tl_date"), "Date"),
                Property.of(Contact.TYPE, Field.instant("tl_time"), "Time"),
                Property.of(Contact.TYPE, Field.choice("tl_choice"), "Choice").withOptions("A", "B"),
                Property.of(Company.TYPE, Field.choices("tl_choices"), "Choices")
                        .withOptions("A", "B")));

        assertThat(owner().provision(needed)).isEmpty();
        portal.hubspot.clearCalls();

        assertThat(owner().provision(needed)).isEmpty();
        assertThat(portal.hubspot.calls("POST")).isEmpty();
        assertThat(portal.hubspot.property("contacts", "tl_id").orElseThrow())
                .contains("\"hasUniqueValue\":true", "\"groupName\":\"tidelock\"");
        assertThat(portal.hubspot.property("contacts", "tl_time").orElseThrow()).contains("\"type\":\"datetime\"");
    }

    @Test
    void propertiesOfATypeAreCreatedByOneCall() {
        List<Property> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(Property.of(Contact.TYPE, Field.text("tl_" + i), "Text " + i));
        }

        assertThat(owner().provision(new Schema(many))).isEmpty();

        assertThat(portal.hubspot.calls("POST .*/batch/create")).hasSize(2);
        assertThat(portal.hubspot.calls("POST")).as("and its group").hasSize(3);
    }

    @Test
    void propertyThatHubSpotRefusesIsNamedAndTheOthersAreThere() {
        List<Property> many = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            many.add(Property.of(Contact.TYPE, Field.text("tl_" + i), "Id " + i).asUnique());
        }

        assertThatThrownBy(() -> owner().provision(new Schema(many))).isInstanceOf(RequestRejectedException.class);
        assertThat(owner().check(new Schema(many))).hasSizeLessThan(11).isNotEmpty();
    }

    @Test
    void batchThatIsRefusedAsAWholeIsCreatedOneByOne() {
        portal.hubspot.answerInstead(
                1, FakeHubSpot.on("POST", "/batch/create"), Answers.error(400, "No", "VALIDATION_ERROR"));
        Schema needed = new Schema(List.of(
                Property.of(Contact.TYPE, Field.text("tl_one"), "One"),
                Property.of(Contact.TYPE, Field.text("tl_two"), "Two")));

        assertThat(owner().provision(needed)).isEmpty();
    }

    @Test
    void standardFieldsOfTheVocabularyAreThere() {
        Schema needed = new Schema(Contact.FIELDS.stream()
                .map(field -> Property.of(Contact.TYPE, field, field.name()))
                .toList());

        assertThat(owner().check(needed)).isEmpty();
    }

    @Test
    void whatIsDifferentIsNamedAndLeft() {
        portal.hubspot.defineProperty("contacts", "plain_id", "string", "text");
        Schema needed = new Schema(List.of(
                Property.of(Contact.TYPE, Field.text("plain_id"), "Id").asUnique(),
                Property.of(Contact.TYPE, FakePortal.FLAG, "Flag").withOptions("Yes", "Maybe"),
                Property.of(RecordType.of("spaceship"), Field.text("x"), "X")));

        assertThat(owner().provision(needed))
                .extracting(SchemaDifference::kind)
                .containsExactly(
                        SchemaDifference.Kind.NOT_UNIQUE,
                        SchemaDifference.Kind.MISSING_OPTIONS,
                        SchemaDifference.Kind.MISSING);
        assertThat(portal.hubspot.calls("POST")).isEmpty();
    }

    private RecordAccess owners() {
        return portal.connector().access(Owner.TYPE);
    }

    private SchemaOwner owner() {
        return portal.connector().schema().orElseThrow();
    }
}
