package io.tidelock.engine;

import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit together in a flow that makes more of a record than one of its own: parts, versions, shared ones. */
final class ShapeCheck {

    private final Flow flow;
    private final List<Problem> problems = new ArrayList<>();

    private ShapeCheck(Flow flow) {
        this.flow = flow;
    }

    static List<Problem> of(Flow flow) {
        ShapeCheck check = new ShapeCheck(flow);
        if (flow.takesApart() || flow.ensured().isPresent()) {
            check.checkOneWay();
        }
        check.checkParts();
        flow.ensured().ifPresent(check::checkEnsured);
        return check.problems;
    }

    private void checkOneWay() {
        boolean back = flow.createsIn(Side.SOURCE)
                || flow.requestFlag().isPresent()
                || flow.mappings().stream().anyMatch(mapping -> mapping.direction() != Direction.TO_TARGET);
        if (back) {
            problem(
                    "what is taken apart, or shared, cannot travel back",
                    "Leave twoWay(), backwards(), createsBothWays() and onRequest(…) out");
        }
    }

    private void checkParts() {
        if (flow.parts().isPresent() && flow.versions().isPresent()) {
            problem("it takes records apart in two ways", "Keep parts(…) or appendOnly(…)");
        }
        if (flow.parts().filter(rule -> rule.reads().isEmpty()).isPresent()) {
            problem("its rule for parts reads no field of the record", "Name the fields that the rule looks at");
        }
        if (flow.versions().isPresent() && !flow.matchRules().isEmpty()) {
            problem("a version is no record that is there already", "Leave match(…) and ensured(…) out");
        }
    }

    private void checkEnsured(MatchRule ownKey) {
        if (flow.idField().isPresent()) {
            problem("a shared record cannot hold the id of one source", "Leave idField(…) out");
        }
        for (Field field : ownKey.compared(Side.TARGET)) {
            if (flow.mappings().stream().noneMatch(mapping -> fills(mapping, field))) {
                problem(
                        "a record it creates would lack " + field + ", by which it is to be found again",
                        "Map a field to " + field);
            }
        }
        if (flow.mappings().stream().anyMatch(mapping -> mapping.strength() == Strength.ALWAYS)) {
            problem("sources that share a record would overwrite each other", "Leave strength(ALWAYS) out");
        }
    }

    private static boolean fills(FieldMapping mapping, Field field) {
        return mapping.direction() == Direction.TO_TARGET
                && mapping.field(Side.TARGET).filter(field::equals).isPresent();
    }

    private void problem(String what, String remedy) {
        problems.add(new Problem("flow " + flow.id(), what, remedy));
    }
}
