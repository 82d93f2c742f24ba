package io.tidelock.hubspot;

import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Schema.Stage.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The portal's pipelines (§5.3), remembered: one call for each type, however many records stand in them. Thread-safe. */
final class Pipelines {

    private final Portal portal;
    private final Remembered<ObjectKind, Wire.Pipeline> pipelines;

    Pipelines(Portal portal) {
        this.portal = portal;
        this.pipelines = new Remembered<>(portal.clock(), this::read);
    }

    /** Tells whether records of a kind stand in pipelines. */
    static boolean govern(ObjectKind kind) {
        return kind.equals(ObjectKind.DEAL) || kind.equals(ObjectKind.TICKET);
    }

    Collection<Wire.Pipeline> known(ObjectKind kind) {
        return pipelines.known(kind).values();
    }

    /** Looks once more, unless that was less than a minute ago. */
    Collection<Wire.Pipeline> doubted(ObjectKind kind) {
        return pipelines.doubted(kind).values();
    }

    Collection<Wire.Pipeline> ask(ObjectKind kind) {
        return pipelines.ask(kind).values();
    }

    private Map<String, Wire.Pipeline> read(ObjectKind kind) {
        Map<String, Wire.Pipeline> all = new LinkedHashMap<>();
        portal.api().pipelines(portal.paths().pipelines(), kind.path()).read().body().results().stream()
                .filter(pipeline -> pipeline.id() != null && !pipeline.archived())
                .forEach(pipeline -> all.put(pipeline.requireId(), pipeline));
        return all;
    }

    /** Creates a pipeline with its stages. */
    void create(ObjectKind kind, Schema.Pipeline pipeline) {
        List<Wire.NewStage> stages = new ArrayList<>();
        pipeline.stages().forEach(stage -> stages.add(stage(kind, stage, stages.size())));
        portal.api()
                .createPipeline(
                        portal.paths().pipelines(),
                        kind.path(),
                        new Wire.NewPipeline(pipeline.label(), known(kind).size(), stages))
                .accepting(409)
                .write();
    }

    /** Creates a stage at its place in a pipeline that is there. */
    void create(ObjectKind kind, String pipeline, Stage stage, int place) {
        portal.api()
                .createStage(portal.paths().pipelines(), kind.path(), pipeline, stage(kind, stage, place))
                .accepting(409)
                .write();
    }

    private static Wire.NewStage stage(ObjectKind kind, Stage stage, int place) {
        Map<String, String> metadata = kind.equals(ObjectKind.DEAL)
                ? Map.of("probability", probability(stage))
                : Map.of("ticketState", stage.outcome() == Outcome.OPEN ? "OPEN" : "CLOSED");
        return new Wire.NewStage(stage.label(), place, metadata);
    }

    /** HubSpot knows that a stage closes a deal by its probability alone: all or nothing. */
    private static String probability(Stage stage) {
        return switch (stage.outcome()) {
            case WON -> "1.0";
            case LOST -> "0.0";
            case OPEN ->
                BigDecimal.valueOf(Math.min(99, Math.max(1, stage.probability())), 2)
                        .stripTrailingZeros()
                        .toPlainString();
        };
    }

    /** Tells whether a stage of the portal says the same of a record as one of the plan. */
    static boolean alike(ObjectKind kind, Wire.Stage there, Stage stage) {
        String said = kind.equals(ObjectKind.DEAL) ? "probability" : "ticketState";
        String held = there.metadata().get(said);
        return held != null
                && Texts.alike(held, stage(kind, stage, 0).metadata().getOrDefault(said, ""));
    }
}
