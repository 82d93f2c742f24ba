package io.tidelock.testkit;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Ticket;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Schema.Stage.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of the in-memory CRM: one called {@code default} for deals and for tickets, and those that plans and people
 * make. A plan's names become the ids. Guarded by the store.
 */
final class MemoryPipelines {

    static final String DEFAULT = "default";

    private final Map<RecordType, Map<String, Known>> byType = new LinkedHashMap<>();

    /** Adds the pipelines that every CRM comes with. */
    void standard() {
        create(Schema.Pipeline.of(
                Deal.TYPE,
                DEFAULT,
                "Sales",
                Stage.open("appointmentscheduled", "Appointment scheduled", 20),
                Stage.open("qualifiedtobuy", "Qualified to buy", 40),
                Stage.open("contractsent", "Contract sent", 90),
                Stage.won("closedwon", "Closed won"),
                Stage.lost("closedlost", "Closed lost")));
        create(Schema.Pipeline.of(
                Ticket.TYPE, DEFAULT, "Support", Stage.open("new", "New", 0), Stage.won("closed", "Closed")));
    }

    private static final class Known {
        private String label;
        private final Map<String, Stage> stages = new LinkedHashMap<>();

        Known(String label) {
            this.label = label;
        }
    }

    boolean govern(RecordType type) {
        return byType.containsKey(type);
    }

    /** Creates what is not there, and leaves what is. */
    void create(Schema.Pipeline pipeline) {
        Known known = byType.computeIfAbsent(pipeline.type(), none -> new LinkedHashMap<>())
                .computeIfAbsent(pipeline.name(), none -> new Known(pipeline.label()));
        pipeline.stages().forEach(stage -> known.stages.putIfAbsent(stage.name(), stage));
    }

    void add(RecordType type, String pipeline, Stage stage) {
        known(type, pipeline).stages.put(stage.name(), stage);
    }

    void rename(RecordType type, String pipeline, String label) {
        known(type, pipeline).label = label;
    }

    void remove(RecordType type, String pipeline) {
        known(type, pipeline);
        of(type).remove(pipeline);
    }

    void remove(RecordType type, String pipeline, String stage) {
        known(type, pipeline).stages.remove(stage);
    }

    List<SchemaDifference> differences(Schema.Pipeline needed) {
        Known known = of(needed.type()).get(needed.name());
        String named = "the pipeline \"" + needed.label() + "\" of " + needed.type();
        if (known == null) {
            return List.of(new SchemaDifference(needed, Kind.MISSING, named + " does not exist"));
        }
        List<SchemaDifference> differences = new ArrayList<>();
        if (!known.label.equals(needed.label())) {
            differences.add(new SchemaDifference(needed, Kind.RENAMED, named + " is now called " + known.label));
        }
        for (Stage stage : needed.stages()) {
            Stage there = known.stages.get(stage.name());
            if (there == null) {
                differences.add(
                        new SchemaDifference(needed, Kind.MISSING, named + " has no stage \"" + stage.label() + "\""));
            } else if (!there.label().equals(stage.label())) {
                differences.add(new SchemaDifference(
                        needed,
                        Kind.RENAMED,
                        "the stage \"" + stage.label() + "\" of " + named + " is now called " + there.label()));
            }
        }
        known.stages.values().stream()
                .filter(there ->
                        needed.stages().stream().noneMatch(stage -> stage.name().equals(there.name())))
                .map(there -> new SchemaDifference(
                        needed, Kind.ADDED, "somebody added the stage \"" + there.label() + "\" to " + named))
                .forEach(differences::add);
        return differences;
    }

    /** Returns why a record cannot stand there, by field; empty when it can. */
    Map<String, String> problems(RecordType type, @Nullable String pipeline, @Nullable String stage) {
        Map<String, Known> there = of(type);
        String id = Optional.ofNullable(pipeline).orElse(DEFAULT);
        Known known = there.get(id);
        if (known == null) {
            return Map.of(Deal.PIPELINE.name(), "is not one of the " + there.size() + " pipelines");
        }
        return stage == null || known.stages.containsKey(stage)
                ? Map.of()
                : Map.of(Deal.STAGE.name(), "is not one of the " + known.stages.size() + " stages of its pipeline");
    }

    boolean isClosed(RecordType type, @Nullable String pipeline, @Nullable String stage) {
        Known known = of(type).get(Optional.ofNullable(pipeline).orElse(DEFAULT));
        Stage there = known == null || stage == null ? null : known.stages.get(stage);
        return there != null && there.outcome() != Outcome.OPEN;
    }

    private Map<String, Known> of(RecordType type) {
        return byType.getOrDefault(type, Map.of());
    }

    private Known known(RecordType type, String pipeline) {
        return Optional.ofNullable(of(type).get(pipeline))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no pipeline " + pipeline + " of " + type + "; there are " + of(type).keySet()));
    }
}
