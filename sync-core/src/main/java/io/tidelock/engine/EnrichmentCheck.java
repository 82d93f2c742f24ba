package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what does not fit together in what a flow's source records take from other records. */
final class EnrichmentCheck {

    private final Flow flow;
    private final List<Problem> problems = new ArrayList<>();

    private EnrichmentCheck(Flow flow) {
        this.flow = flow;
    }

    /** Returns what is wrong whatever the connector can do. */
    static List<Problem> of(Flow flow) {
        EnrichmentCheck check = new EnrichmentCheck(flow);
        Set<String> names = new HashSet<>();
        for (Enrichment enrichment : flow.enrichments()) {
            if (!names.add(enrichment.name())) {
                check.problem(enrichment, "another enrichment has the same name", "Give each a name of its own");
            }
            if (enrichment.taken().isEmpty()) {
                check.problem(enrichment, "it takes no field", "Call taking(…)");
            }
            if (enrichment.isSeveral() && enrichment.owners() == null) {
                check.problem(
                        enrichment,
                        "nobody can look up which of several ids " + enrichment.reference() + " holds",
                        "Call ownedBy(…)");
            }
            flow.mappings().forEach(mapping -> check.mapping(enrichment, mapping));
        }
        return check.problems;
    }

    /** Returns what the source's connector lacks. */
    static List<Problem> of(Flow flow, Connector source) {
        EnrichmentCheck check = new EnrichmentCheck(flow);
        flow.enrichments().forEach(enrichment -> check.capabilities(enrichment, source));
        return check.problems;
    }

    private void mapping(Enrichment enrichment, FieldMapping mapping) {
        mapping.field(Side.SOURCE).map(Field::name).ifPresent(name -> {
            if (enrichment.gives(name) && mapping.direction().writesSource()) {
                problem(enrichment, name + " is another record's and is never written", "Map it one way");
            } else if (name.startsWith(enrichment.name() + ".") && !enrichment.gives(name)) {
                problem(enrichment, "it does not take " + name, "Add the field to taking(…)");
            }
        });
    }

    private void capabilities(Enrichment enrichment, Connector source) {
        RecordAccess others = source.access(enrichment.type());
        String cannot = source.account().system() + " cannot ";
        if (others.reader().isEmpty()) {
            problem(enrichment, cannot + "read " + enrichment.type() + " records by id", "Leave enrich(…) out");
        }
        if (others.feed().isEmpty()) {
            problem(
                    enrichment,
                    cannot + "tell which " + enrichment.type() + " records changed",
                    "Leave enrich(…) out, or use a connector with a feed of them");
        }
        boolean found = source.access(flow.type(Side.SOURCE))
                .finder()
                .flatMap(finder -> finder.by(List.of(enrichment.reference())))
                .isPresent();
        if (enrichment.owners() == null && !enrichment.isSeveral() && !found) {
            problem(
                    enrichment,
                    cannot + "look " + flow.type(Side.SOURCE) + " records up by " + enrichment.reference(),
                    "Call ownedBy(…)");
        }
    }

    private void problem(Enrichment enrichment, String what, String remedy) {
        problems.add(new Problem("flow " + flow.id() + ", enrichment " + enrichment.name(), what, remedy));
    }
}
