package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Way.Fate;
import io.tidelock.mapping.Way.Step;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what does not fit together between the flows and the properties that the plan declares for the CRM. */
final class PropertyLint {

    private final Plan plan;
    private final Findings found;

    private PropertyLint(Plan plan, Findings found) {
        this.plan = plan;
        this.found = found;
    }

    static void check(Plan plan, Findings found) {
        PropertyLint lint = new PropertyLint(plan, found);
        plan.crmSchema().properties().stream()
                .filter(property -> plan.flows().stream().noneMatch(flow -> uses(flow, property)))
                .forEach(lint::unused);
        lint.checkIds();
        for (Flow flow : plan.flows()) {
            Samples samples = new Samples(flow, plan.crmSchema());
            flow.mappings().forEach(mapping -> lint.checkOptions(flow, mapping, samples));
            flow.requestFlag().ifPresent(flag -> lint.checkFlag(flow, flag));
        }
    }

    private static boolean uses(Flow flow, Schema.Property property) {
        Side crm = flow.party(Side.SOURCE) == Party.CRM ? Side.SOURCE : Side.TARGET;
        String name = property.field().name();
        RecordType type = property.type();
        boolean own = flow.type(crm).equals(type) && flow.fields(crm).contains(name);
        boolean lookedUp = crm == Side.TARGET
                && flow.decision().stream()
                        .flatMap(decision -> decision.lookUps().stream())
                        .anyMatch(lookUp ->
                                lookUp.type().equals(type) && lookUp.fields().contains(name));
        boolean lent = crm == Side.SOURCE
                && flow.enrichments().stream()
                        .anyMatch(other ->
                                other.type().equals(type) && other.fields().contains(name));
        return own || lookedUp || lent;
    }

    private void unused(Schema.Property property) {
        found.warning(
                Code.PROPERTY_UNUSED,
                "property " + property.field() + " of " + property.type(),
                "the plan needs it, but no flow fills or reads it",
                "Map something to it, or leave it out of needs(…)");
    }

    private void checkIds() {
        Map<List<Object>, Flow> holders = new HashMap<>();
        for (Flow flow : plan.flows()) {
            flow.idField().ifPresent(field -> {
                checkUnique(flow, field);
                List<Object> place = List.of(flow.party(Side.TARGET), flow.type(Side.TARGET), field.name());
                Flow before = holders.putIfAbsent(place, flow);
                if (before != null && !before.type(Side.SOURCE).equals(flow.type(Side.SOURCE))) {
                    found.warning(
                            Code.ID_SHARED,
                            Findings.at(flow),
                            field + " holds the ids of " + before.type(Side.SOURCE) + " records in flow " + before.id()
                                    + ", and nothing tells them from those of " + flow.type(Side.SOURCE) + " records",
                            "Give each flow a property of its own");
                }
            });
        }
    }

    private void checkUnique(Flow flow, Field field) {
        if (flow.party(Side.TARGET) == Party.CRM) {
            Samples.property(plan.crmSchema(), flow.type(Side.TARGET), field)
                    .filter(property -> !property.unique())
                    .ifPresent(property -> found.error(
                            Code.ID_NOT_UNIQUE,
                            Findings.at(flow),
                            "property " + field + " is to hold ids, but two records may hold the same",
                            "Declare it with asUnique()"));
        }
    }

    private void checkFlag(Flow flow, RequestFlag flag) {
        Samples.property(plan.crmSchema(), flow.type(Side.TARGET), flag.field())
                .map(Schema.Property::options)
                .filter(options -> !options.isEmpty() && flow.party(Side.TARGET) == Party.CRM)
                .ifPresent(options -> {
                    for (Value value : List.of(flag.requested(), flag.done())) {
                        if (value.isPresent() && !options.contains(value.plain())) {
                            unknown(Findings.at(flow) + ", flag " + flag.field(), flag.field(), value);
                        }
                    }
                });
    }

    private void checkOptions(Flow flow, FieldMapping mapping, Samples samples) {
        Side crm = flow.party(Side.SOURCE) == Party.CRM ? Side.SOURCE : Side.TARGET;
        List<String> options = samples.options(crm, mapping);
        boolean toCrm = crm == Side.TARGET
                ? mapping.direction().writesTarget()
                : mapping.direction().writesSource();
        boolean fromCrm = crm == Side.TARGET
                ? mapping.direction().writesSource()
                : mapping.direction().writesTarget();
        if (options.isEmpty() || mapping.linkedBy().isPresent() || samples.isMisread(mapping)) {
            return;
        }
        if (toCrm && isKnownWhole(mapping)) {
            checkWritten(flow, mapping, crm, samples, options);
        }
        if (fromCrm && mapping.field(crm.other()).isPresent()) {
            Way way = Way.to(crm.other(), mapping);
            options.stream()
                    .filter(option -> way.go(Value.text(option)).fate() == Fate.REFUSED)
                    .forEach(option -> uncovered(Findings.at(flow, mapping), mapping, crm, option));
        }
    }

    /** Tells whether everything that a mapping may write is known. */
    private static boolean isKnownWhole(FieldMapping mapping) {
        return mapping.converter() instanceof EnumMapConverter
                || mapping.field(Side.SOURCE)
                        .map(field -> field.type() == FieldType.BOOLEAN)
                        .orElse(true);
    }

    private void checkWritten(Flow flow, FieldMapping mapping, Side crm, Samples samples, List<String> options) {
        Way way = Way.to(crm, mapping);
        for (Value value : samples.from(crm.other(), mapping)) {
            Step step = way.go(value);
            if (step.arrived() && !options.contains(step.value().plain().strip())) {
                unknown(Findings.at(flow, mapping), mapping.field(crm).orElseThrow(), step.value());
            }
        }
    }

    private void unknown(String where, Field field, Value value) {
        found.error(
                Code.OPTION_UNKNOWN,
                where,
                "it writes \"" + value.plain() + "\", which is no option of " + field,
                "Add it to withOptions(…), or write another");
    }

    private void uncovered(String where, FieldMapping mapping, Side crm, String option) {
        found.warning(
                Code.OPTION_UNCOVERED,
                where,
                "option \"" + option + "\" of " + mapping.field(crm).orElseThrow()
                        + " has no counterpart; a record that shows it is held",
                "Add it to the table, if that is not meant");
    }
}
