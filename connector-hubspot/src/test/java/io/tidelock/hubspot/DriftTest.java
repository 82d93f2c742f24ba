package io.tidelock.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.connector.Connector;
import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Group;
import io.tidelock.record.Schema.Pipeline;
import io.tidelock.record.Schema.Property;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do to the properties, groups and pipelines of a plan is named, and what is theirs is left alone. */
@Tag("CL-14")
@Tag("CV-11")
@ParameterizedClass
@ValueSource(strings = {"v3", "2026-03", "2026-09"})
class DriftTest {

    private static final Group GROUP = new Group(Contact.TYPE, "care", "Care");
    private static final Property ID = Property.of(Contact.TYPE, Field.text("care_id"), "Care ID")
            .asUnique()
            .in(GROUP);
    private static final Property LEVEL = Property.of(Contact.TYPE, Field.choice("care_level"), "Level of care")
            .withOptions("1", "2");
    private static final Pipeline DEALS = Pipeline.of(
            Deal.TYPE,
            "care",
            "Care",
            Stage.open("asked", "Asked", 10),
            Stage.open("offered", "Offered", 50),
            Stage.won("won", "Begun"),
            Stage.lost("lost", "Not begun"));
    private static final Pipeline TICKETS = Pipeline.of(
            Ticket.TYPE, "desk", "Care desk", Stage.open("new", "Desk new", 0), Stage.won("done", "Desk done"));
    private static final Schema PLAN = Schema.of(GROUP, ID, LEVEL, DEALS, TICKETS);

    private final FakePortal portal;
    private final Connector connector;
    private final SchemaOwner owner;

    DriftTest(String version) {
        this.portal = new FakePortal(version);
        this.connector = portal.connector().speaking(PLAN);
        this.owner = connector.schema().orElseThrow();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void provisionedIsWhatWasDeclaredAndForeignPipelinesStay() {
        String before = portal.hubspot.administrator().pipelines("deals");

        assertThat(owner.provision(PLAN)).isEmpty();

        assertThat(portal.hubspot.property("contacts", "care_id").orElseThrow())
                .contains("\"groupName\":\"care\"", "\"hasUniqueValue\":true");
        assertThat(portal.hubspot.property("contacts", "care_level").orElseThrow())
                .contains("\"groupName\":\"tidelock\"");
        assertThat(portal.hubspot.administrator().pipelines("deals"))
                .startsWith(before.substring(0, before.length() - 2))
                .contains("\"probability\":\"0.1\"", "\"probability\":\"1.0\"", "\"probability\":\"0.0\"");
        assertThat(portal.hubspot.administrator().pipelines("tickets")).contains("\"ticketState\":\"CLOSED\"");
        portal.hubspot.clearCalls();
        assertThat(owner.check(PLAN)).isEmpty();
        assertThat(portal.hubspot.calls())
                .as("groups, properties, two types of pipelines")
                .hasSize(4);
    }

    @Test
    void eachRenamedThingIsNamedAndNothingStops() {
        owner.provision(PLAN);
        portal.hubspot.administrator().renameProperty("contacts", "care_id", "Number");
        portal.hubspot.administrator().renamePipeline("deals", "Care", "Nursing");
        portal.hubspot.administrator().renameStage("tickets", "Care desk", "Desk done", "Desk closed");

        assertThat(owner.check(PLAN))
                .extracting(SchemaDifference::detail)
                .containsExactly(
                        "contact.care_id was renamed to \"Number\"",
                        "the pipeline \"Care\" of deal was renamed to \"Nursing\"",
                        "the stage \"Desk done\" of the pipeline \"Care desk\" of ticket was renamed to \"Desk closed\"");
        assertThat(owner.check(PLAN)).extracting(SchemaDifference::kind).containsOnly(Kind.RENAMED);
        assertThat(owner.provision(PLAN)).as("nothing is made twice").hasSize(3);
        assertThat(stands(written(ticket("desk", "done")), Ticket.STAGE)).isEqualTo("done");
    }

    @Test
    void whatIsGoneAndWhatWasAddedIsNamed() {
        owner.provision(PLAN);
        portal.hubspot.archiveProperty("contacts", "care_level");
        portal.hubspot.defineProperty("contacts", "shoe_size", "number", "number");
        portal.hubspot.administrator().moveProperty("contacts", "shoe_size", "care");
        portal.hubspot.administrator().removeStage("deals", "Care", "Offered");
        portal.hubspot.administrator().addStage("tickets", "Care desk", "Parked", "0.5");

        assertThat(owner.check(PLAN))
                .extracting(SchemaDifference::kind, SchemaDifference::detail)
                .containsExactly(
                        tuple(Kind.ADDED, "somebody added the property \"shoe_size\" to the group \"Care\" of contact"),
                        tuple(Kind.MISSING, "contact.care_level does not exist"),
                        tuple(Kind.MISSING, "the stage \"Offered\" of the pipeline \"Care\" of deal does not exist"),
                        tuple(
                                Kind.ADDED,
                                "somebody added the stage \"Parked\" to the pipeline \"Care desk\" of ticket"));
    }

    @Test
    void pipelineThatComesWithHubSpotIsNeverTakenForARenamedOne() {
        Pipeline alike = Pipeline.of(
                Deal.TYPE, "sales", "Sales of care", Stage.won("won", "Closed Won"), Stage.lost("lost", "Closed Lost"));

        assertThat(owner.check(Schema.of(alike)))
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.MISSING);
    }

    @Test
    void foreignPipelineKeepsItsIds() {
        owner.provision(PLAN);
        String id = portal.hubspot.create("deals", Map.of("dealname", "Theirs", "dealstage", "contractsent"));
        RecordRef theirs = RecordRef.of(Deal.TYPE, id);

        assertThat(stands(theirs, Deal.PIPELINE)).isEqualTo("default");
        assertThat(stands(theirs, Deal.STAGE)).isEqualTo("contractsent");
        written(write(Deal.TYPE, new WriteOperation.Update("move", theirs, Map.of("stage", Value.text("closedwon")))));
        assertThat(stands(theirs, Deal.STAGE)).isEqualTo("closedwon");
    }

    @Test
    void flaggedRecordsAreSoughtByThePlansNameOfAStage() {
        owner.provision(PLAN);
        RecordRef asked = written(write(Deal.TYPE, new WriteOperation.Create("a", null, deal("asked"))));
        written(write(Deal.TYPE, new WriteOperation.Create("o", null, deal("offered"))));

        FlaggedRecords flagged = connector.access(Deal.TYPE).flagged().orElseThrow();

        assertThat(flagged.flagged(Deal.STAGE, Value.text("asked"), null).refs())
                .containsExactly(asked);
        assertThat(flagged.flagged(Deal.STAGE, Value.text("contractsent"), null).refs())
                .isEmpty();
    }

    @Test
    void pipelinesAreReadOnceForAnyNumberOfRecords() {
        owner.provision(PLAN);
        List<WriteOperation> operations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            operations.add(new WriteOperation.Create("d" + i, null, deal("asked")));
        }
        Connector fresh = portal.connector().speaking(PLAN);
        portal.hubspot.clearCalls();

        fresh.access(Deal.TYPE).writer().orElseThrow().write(operations);

        assertThat(portal.hubspot.calls("pipelines")).hasSize(1);
        assertThat(portal.hubspot.calls()).hasSize(2);
    }

    @Test
    void stageThatComesToBeIsFoundAMinuteLater() {
        owner.provision(Schema.of(DEALS));
        portal.hubspot.administrator().removeStage("deals", "Care", "Offered");
        Connector fresh = portal.connector().speaking(PLAN);
        var writer = fresh.access(Deal.TYPE).writer().orElseThrow();
        WriteOperation create = new WriteOperation.Create("d", null, deal("offered"));

        assertThat(writer.write(List.of(create)).get(0)).isInstanceOf(WriteOutcome.Rejected.class);

        portal.hubspot.administrator().addStage("deals", "Care", "Offered", "0.5");
        portal.clock.advance(Duration.ofMinutes(2));
        assertThat(writer.write(List.of(create)).get(0)).isInstanceOf(WriteOutcome.Written.class);
    }

    private static Map<String, Value> deal(String stage) {
        return Map.of("name", Value.text("Deal"), "pipeline", Value.text("care"), "stage", Value.text(stage));
    }

    private WriteOutcome ticket(String pipeline, String stage) {
        return write(
                Ticket.TYPE,
                new WriteOperation.Create(
                        "t",
                        null,
                        Map.of(
                                "subject", Value.text("Help"),
                                "pipeline", Value.text(pipeline),
                                "stage", Value.text(stage))));
    }

    private WriteOutcome write(RecordType type, WriteOperation operation) {
        return connector
                .access(type)
                .writer()
                .orElseThrow()
                .write(List.of(operation))
                .get(0);
    }

    private static RecordRef written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return ((WriteOutcome.Written) outcome).ref();
    }

    private String stands(RecordRef ref, Field field) {
        ReadOutcome outcome = connector
                .access(ref.type())
                .reader()
                .orElseThrow()
                .read(List.of(ref.id()), Set.of(field.name()))
                .get(0);
        return ((ReadOutcome.Present) outcome).record().value(field).plain();
    }
}
