package io.tidelock.engine;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Side;
import java.util.List;
import java.util.Optional;

/**
 * Sees before the first pass that the CRM has the properties the plan needs. Until it has, the flows that need them rest, so
 * that a forgotten provisioning is said once and not a thousand times, record by record.
 */
final class SchemaGate {

    private final Plan plan;
    private final Optional<SchemaOwner> crm;
    private final String system;
    private final Assurances assurances;
    private final Assurances.Terms terms;
    private boolean open;

    SchemaGate(Plan plan, Optional<SchemaOwner> crm, Assurances assurances, Assurances.Terms terms) {
        this.plan = plan;
        this.crm = crm;
        this.system = terms.crm().system();
        this.assurances = assurances;
        this.terms = terms;
        this.open = assurances.ofSchema(terms)
                || crm.isEmpty()
                || plan.crmSchema().properties().isEmpty();
    }

    /** Looks once; when all was well, never again. */
    Objections look() {
        if (open) {
            return flow -> Optional.empty();
        }
        try {
            List<SchemaDifference> lacking = crm.orElseThrow().check(plan.crmSchema());
            open(lacking.isEmpty());
            return flow -> objection(flow, lacking);
        } catch (AccessDeniedException cannotBeAsked) {
            open(true); // a token may write records and yet not read definitions
            return flow -> Optional.empty();
        } catch (ConnectorException unknown) {
            return flow -> Optional.of(unknown);
        }
    }

    private void open(boolean isThere) {
        open = isThere;
        if (isThere) {
            assurances.schemaIsThere(terms);
        }
    }

    private Optional<ConnectorException> objection(Flow flow, List<SchemaDifference> lacking) {
        Side atCrm = flow.party(Side.SOURCE) == Party.CRM ? Side.SOURCE : Side.TARGET;
        List<String> names = lacking.stream()
                .filter(difference -> difference.property().type().equals(flow.type(atCrm)))
                .map(difference -> difference.property().type() + "."
                        + difference.property().field() + " (" + difference.kind() + ")")
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccessDeniedException(system + " does not have what the plan needs: "
                        + String.join(", ", names) + "; call provisionSchema(), or have an administrator see to it"));
    }

    /** Says why a flow cannot run. */
    interface Objections {

        /** Returns why the flow cannot run; empty when it can. */
        Optional<ConnectorException> to(Flow flow);
    }
}
