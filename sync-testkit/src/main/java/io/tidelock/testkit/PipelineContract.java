package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.Connector;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Deal;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Proves that a CRM checks, provisions and watches groups and pipelines, and that records speak the plan's names of them. It
 * uses deals, whatever the system's type is.
 */
@DisplayName("A CRM with pipelines")
public abstract class PipelineContract extends ConnectorContract {

    private static final Schema.Group GROUP = new Schema.Group(Deal.TYPE, "tidelock_contract", "Contract");
    private static final Schema.Property PROPERTY = Schema.Property.of(
                    Deal.TYPE, Field.text("tidelock_contract_text"), "Text")
            .in(GROUP);
    private static final Schema.Pipeline CARE = Schema.Pipeline.of(
            Deal.TYPE,
            "care",
            "Care",
            Stage.open("asked", "Asked", 10),
            Stage.open("visited", "Visited", 60),
            Stage.won("won", "Care won"),
            Stage.lost("lost", "Care lost"));
    private static final Schema.Pipeline SALES = Schema.Pipeline.of(
            Deal.TYPE, "sales", "Sales of devices", Stage.open("asked", "Device asked", 30), Stage.won("won", "Sold"));
    private static final Schema PLAN = Schema.of(GROUP, PROPERTY, CARE, SALES);

    /** Makes the contract. */
    protected PipelineContract() {}

    /** Changes what people read of a pipeline, as a person would. */
    protected abstract void rename(Schema.Pipeline pipeline, String label);

    /** Adds an open stage at the end of a pipeline, as a person would. */
    protected abstract void addStage(Schema.Pipeline pipeline, String label);

    /** Removes a stage in which no record stands, as a person would. */
    protected abstract void removeStage(Schema.Pipeline pipeline, Stage stage);

    /** Removes a pipeline in which no record stands, as a person would. */
    protected abstract void remove(Schema.Pipeline pipeline);

    @Test
    @DisplayName("names the groups, properties and pipelines that are missing, in order, and creates them")
    void missingIsNamedAndCreated() {
        assertThat(owner().check(PLAN)).extracting(SchemaDifference::kind).containsOnly(Kind.MISSING);
        assertThat(owner().check(PLAN))
                .extracting(SchemaDifference::element)
                .containsExactlyElementsOf(PLAN.elements());

        assertThat(owner().provision(PLAN)).isEmpty();
        assertThat(owner().check(PLAN)).isEmpty();
        assertThat(owner().provision(PLAN)).isEmpty();
    }

    @Test
    @DisplayName("shows records the plan's names, in receipts, when they are read, and when they are looked up")
    void recordsSpeakThePlansNames() {
        owner().provision(PLAN);

        WriteOutcome.Written made = written(create("care", "visited"));
        RecordRef other = written(create("sales", "asked")).ref();

        made.receipt().ifPresent(receipt -> assertStands(receipt, "care", "visited"));
        assertStands(readDeal(made.ref()), "care", "visited");
        assertStands(readDeal(other), "sales", "asked");
        settle();
        RecordLookup lookup =
                deals().finder().orElseThrow().by(List.of(Deal.PIPELINE)).orElseThrow();
        assertThat(lookup.find(List.of(List.of("care")), Set.of(Deal.STAGE.name())))
                .singleElement()
                .satisfies(found -> assertThat(found).extracting(Record::ref).containsExactly(made.ref()));
    }

    @Test
    @DisplayName("moves a record by the name of a stage alone, also where several pipelines have one of that name")
    void stageAloneMoves() {
        owner().provision(PLAN);
        RecordRef care = written(create("care", "asked")).ref();
        RecordRef sale = written(create("sales", "asked")).ref();

        written(move(care, "won"));
        written(move(sale, "won"));

        assertStands(readDeal(care), "care", "won");
        assertStands(readDeal(sale), "sales", "won");
        assertThat(readDeal(sale).value(Deal.CLOSED)).isEqualTo(Value.bool(true));
    }

    @Test
    @DisplayName("refuses a stage that the pipeline does not have, by name")
    void strangeStageIsRefused() {
        owner().provision(PLAN);

        assertThat(create("sales", "visited"))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.fields()).containsOnlyKeys(Deal.STAGE.name()));
        assertThat(create("unheard_of", "asked")).isInstanceOf(WriteOutcome.Rejected.class);
    }

    @Test
    @DisplayName("says that a pipeline was renamed, and goes on with it")
    void renamedPipelineIsNamedAndStillFound() {
        owner().provision(PLAN);
        RecordRef care = written(create("care", "asked")).ref();
        rename(CARE, "Nursing");

        assertThat(owner().check(PLAN)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.RENAMED);
            assertThat(difference.element()).isEqualTo(CARE);
            assertThat(difference.detail()).contains("Care", "Nursing");
        });
        assertStands(readDeal(care), "care", "asked");
        written(move(care, "visited"));
        assertThat(owner().provision(PLAN)).as("none is created beside it").hasSize(1);
    }

    @Test
    @DisplayName("says what people added, and what is gone, and brings back only that")
    void addedAndRemovedStagesAreNamed() {
        owner().provision(PLAN);
        addStage(CARE, "Parked");
        removeStage(CARE, CARE.stages().get(1));
        remove(SALES);

        assertThat(owner().check(PLAN))
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.MISSING, Kind.ADDED, Kind.MISSING);
        assertThat(owner().check(PLAN).get(0).detail()).contains("Visited");
        assertThat(owner().check(PLAN).get(1).detail()).contains("Parked");
        assertThat(owner().check(PLAN).get(2).element()).isEqualTo(SALES);

        assertThat(owner().provision(PLAN)).extracting(SchemaDifference::kind).containsExactly(Kind.ADDED);
        written(create("care", "visited"));
    }

    @Test
    @DisplayName("names a property that people added to a group of the plan")
    void addedPropertyIsNamed() {
        owner().provision(PLAN);
        Schema.Property more = Schema.Property.of(Deal.TYPE, Field.text("tidelock_contract_more"), "More")
                .in(GROUP);
        owner().provision(Schema.of(more));

        assertThat(owner().check(PLAN)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.ADDED);
            assertThat(difference.element()).isEqualTo(GROUP);
            assertThat(difference.detail()).contains("tidelock_contract_more");
        });
    }

    private SchemaOwner owner() {
        return capability(connector().schema(), "SchemaOwner");
    }

    private Connector connector() {
        return system().connector().speaking(PLAN);
    }

    private RecordAccess deals() {
        return connector().access(Deal.TYPE);
    }

    private WriteOutcome create(String pipeline, String stage) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(Deal.NAME.name(), Value.text("Deal"));
        values.put(Deal.PIPELINE.name(), Value.text(pipeline));
        values.put(Deal.STAGE.name(), Value.text(stage));
        return write(new WriteOperation.Create("create " + pipeline + " " + stage, null, values));
    }

    private WriteOutcome move(RecordRef ref, String stage) {
        return write(new WriteOperation.Update("move " + ref, ref, Map.of(Deal.STAGE.name(), Value.text(stage))));
    }

    private WriteOutcome write(WriteOperation operation) {
        return capability(deals().writer(), "RecordWriter of deals")
                .write(List.of(operation))
                .get(0);
    }

    private static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    private Record readDeal(RecordRef ref) {
        ReadOutcome outcome = capability(deals().reader(), "RecordReader of deals")
                .read(List.of(ref.id()), Set.of(Deal.PIPELINE.name(), Deal.STAGE.name(), Deal.CLOSED.name()))
                .get(0);
        assertThat(outcome).isInstanceOf(ReadOutcome.Present.class);
        return ((ReadOutcome.Present) outcome).record();
    }

    private static void assertStands(Record record, String pipeline, String stage) {
        assertThat(record.value(Deal.PIPELINE).plain()).isEqualTo(pipeline);
        assertThat(record.value(Deal.STAGE).plain()).isEqualTo(stage);
    }
}
