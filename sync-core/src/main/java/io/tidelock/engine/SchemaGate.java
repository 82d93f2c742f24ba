package io.tidelock.engine;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees before the first pass, and from then on once in a while, that the CRM has what the plan needs. The flows that need what
 * is not there rest, so that a forgotten provisioning or a deleted property is said once and not a thousand times, record by
 * record; all others go on.
 */
final class SchemaGate {

    private static final String PIPELINE = "pipeline";

    private final Plan plan;
    private final Optional<SchemaOwner> crm;
    private final String system;
    private final Assurances assurances;
    private final Assurances.Terms terms;
    private final Duration lookEvery;

    SchemaGate(
            Plan plan, Optional<SchemaOwner> crm, Assurances assurances, Assurances.Terms terms, Duration lookEvery) {
        this.plan = plan;
        this.crm = plan.crmSchema().isEmpty() ? Optional.empty() : crm;
        this.system = terms.crm().system();
        this.assurances = assurances;
        this.terms = terms;
        this.lookEvery = lookEvery;
    }

    /** Returns what the last look found that stops nobody; asks nobody. */
    List<SchemaDifference> lastSeen() {
        return assurances.drift(terms);
    }

    /** Looks, unless all was well a short while ago. */
    Finding look(Instant now) {
        if (crm.isEmpty() || assurances.ofSchema(terms, now.minus(lookEvery))) {
            return new Finding(assurances.drift(terms), flow -> Optional.empty());
        }
        try {
            List<SchemaDifference> differences = crm.get().check(plan.crmSchema());
            List<SchemaDifference> lacking =
                    differences.stream().filter(found -> found.kind().stops()).toList();
            if (lacking.isEmpty()) {
                assurances.schemaIsThere(terms, now, differences);
            } else {
                assurances.schemaIsLacking();
            }
            return new Finding(differences, flow -> objection(flow, lacking));
        } catch (AccessDeniedException cannotBeAsked) {
            assurances.schemaIsThere(terms, now, List.of()); // a token may write records and yet not read definitions
            return new Finding(List.of(), flow -> Optional.empty());
        } catch (ConnectorException unknown) {
            return assurances.everOfSchema(terms)
                    ? new Finding(assurances.drift(terms), flow -> Optional.empty())
                    : new Finding(List.of(), flow -> Optional.of(unknown));
        }
    }

    private Optional<ConnectorException> objection(Flow flow, List<SchemaDifference> lacking) {
        String details = lacking.stream()
                .filter(difference -> needs(flow, difference.element()))
                .map(difference -> difference.detail() + " (" + difference.kind() + ")")
                .collect(Collectors.joining("; "));
        return details.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccessDeniedException(system + " does not have what the plan needs: " + details
                        + "; call provisionSchema(), or have an administrator see to it"));
    }

    private static boolean needs(Flow flow, Schema.Element element) {
        Side side = flow.party(Side.SOURCE) == Party.CRM ? Side.SOURCE : Side.TARGET;
        if (!flow.type(side).equals(element.type())) {
            return false;
        }
        if (element instanceof Schema.Pipeline pipeline) {
            Set<String> constants = pipelines(flow, side);
            return constants.isEmpty() ? flow.fields(side).contains(PIPELINE) : constants.contains(pipeline.name());
        }
        return !(element instanceof Schema.Property)
                || (flow.fields(side).contains(element.name()) && !onlyShowsFailures(flow, element.name()));
    }

    /** Requests are heard and answered without it. */
    private static boolean onlyShowsFailures(Flow flow, String field) {
        return flow.requestFlag()
                .flatMap(RequestFlag::status)
                .filter(status -> status.name().equals(field))
                .isPresent();
    }

    /** Returns the pipelines that a flow names once and for all. */
    private static Set<String> pipelines(Flow flow, Side side) {
        Record nothing =
                Record.of(RecordRef.of(flow.type(side.other()), "nothing")).build();
        return flow.mappings().stream()
                .filter(mapping -> mapping.field(side.other()).isEmpty())
                .filter(mapping -> mapping.field(side)
                        .filter(field -> field.name().equals(PIPELINE))
                        .isPresent())
                .map(mapping -> mapping.shown(side.other(), nothing))
                .filter(Value::isPresent)
                .map(Value::plain)
                .collect(Collectors.toSet());
    }

    /**
     * What a look found.
     *
     * @param drift every difference, those included on which nothing depends
     * @param objections why flows cannot run
     */
    record Finding(List<SchemaDifference> drift, Objections objections) {}

    /** Says why a flow cannot run. */
    interface Objections {

        /** Returns why the flow cannot run; empty when it can. */
        Optional<ConnectorException> to(Flow flow);
    }
}
