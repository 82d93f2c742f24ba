package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what does not fit together about decisions: between the flows that share one, and with what can be looked up. */
final class DecisionCheck {

    private final Map<Party, Connector> connectors;
    private final Predicate<Field> isProvided;
    private final Map<String, Flow> first = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private DecisionCheck(Map<Party, Connector> connectors, Predicate<Field> isProvided) {
        this.connectors = connectors;
        this.isProvided = isProvided;
    }

    /**
     * Checks the decisions of a plan.
     *
     * @param isProvided tells whether the plan itself brings a field about, which need not be there yet
     */
    static List<Problem> of(Plan plan, Map<Party, Connector> connectors, Predicate<Field> isProvided) {
        DecisionCheck check = new DecisionCheck(connectors, isProvided);
        plan.flows().forEach(flow -> flow.decision().ifPresent(decision -> check.check(flow, decision)));
        return check.problems;
    }

    private void check(Flow flow, Decision decision) {
        if (flow.takesApart()) {
            problem(
                    "flow " + flow.id(),
                    "a decision is about whole records",
                    "Leave decidedBy(…) out, or parts(…) and appendOnly()");
        }
        Flow before = first.putIfAbsent(decision.name(), flow);
        if (before == null) {
            checkLookUps(flow, decision);
        } else if (before.decision().filter(decision::equals).isEmpty()) {
            problem(
                    "flow " + flow.id(),
                    "another decision is named " + decision.name() + ", too",
                    "Give both flows the same Decision, or give each a name of its own");
        } else if (!before.type(Side.SOURCE).equals(flow.type(Side.SOURCE))
                || before.party(Side.SOURCE) != flow.party(Side.SOURCE)) {
            problem(
                    "flow " + flow.id(),
                    "the decision " + decision.name() + " is about " + before.type(Side.SOURCE) + " records",
                    "Share a decision between flows of one source type only");
        }
    }

    private void checkLookUps(Flow flow, Decision decision) {
        Connector connector = connectors.get(flow.party(Side.TARGET));
        Set<String> names = new HashSet<>();
        for (LookUp lookUp : decision.lookUps()) {
            String where = "decision " + decision.name() + ", look-up " + lookUp.name();
            if (!names.add(lookUp.name())) {
                problem(where, "another look-up has the same name", "Give each a name of its own");
            }
            lookUp.fields().stream()
                    .flatMap(field -> Association.of(field).stream())
                    .filter(to -> connector != null
                            && !connector.access(lookUp.type()).associations().contains(to.to()))
                    .forEach(to -> problem(
                            where,
                            "the connector does not show which " + to.to() + " records a " + lookUp.type()
                                    + " is associated with",
                            "Keep the ids in a property, or use a connector that does"));
            if (connector != null && lookUp.readsIds()) {
                if (connector.access(lookUp.type()).reader().isEmpty()) {
                    problem(
                            where,
                            connector.account().system() + " cannot read " + lookUp.type() + " records by id",
                            "Use a connector that has a reader for them");
                }
            } else if (connector != null && !canLookUp(connector.access(lookUp.type()), lookUp)) {
                problem(
                        where,
                        connector.account().system() + " cannot look " + lookUp.type() + " records up by "
                                + lookUp.key(),
                        "Look up by other fields, or use another connector");
            }
        }
    }

    private boolean canLookUp(RecordAccess access, LookUp lookUp) {
        boolean toBeProvisioned =
                access.finder().isPresent() && lookUp.key().stream().allMatch(isProvided);
        return toBeProvisioned
                || access.finder().flatMap(finder -> finder.by(lookUp.key())).isPresent();
    }

    private void problem(String where, String what, String remedy) {
        problems.add(new Problem(where, what, remedy));
    }
}
