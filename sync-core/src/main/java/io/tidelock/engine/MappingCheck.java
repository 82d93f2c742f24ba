package io.tidelock.engine;

import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what does not fit together about a field mapping that refers to records. */
final class MappingCheck {

    private final Flow flow;
    private final FieldMapping mapping;
    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    private MappingCheck(Flow flow, FieldMapping mapping) {
        this.flow = flow;
        this.mapping = mapping;
        this.where = "flow " + flow.id() + ", mapping " + mapping.id();
    }

    static List<Problem> of(Plan plan, Flow flow, FieldMapping mapping) {
        MappingCheck check = new MappingCheck(flow, mapping);
        mapping.linkedBy().ifPresentOrElse(parents -> check.checkReference(plan, parents), check::checkNoReference);
        return check.problems;
    }

    private void checkNoReference() {
        if (mapping.isOptional()) {
            problem("only references to records are optional", "Call linkedBy(…) too, or leave optional() out");
        }
        for (Side side : Side.values()) {
            if (!isConstant() && association(side).isPresent()) {
                problem(
                        "ids of one system mean nothing in the other",
                        "Call linkedBy(…) with the flow that links the records it refers to");
            }
        }
    }

    private void checkReference(Plan plan, String id) {
        checkShape();
        Optional<Flow> parents =
                plan.flows().stream().filter(other -> other.id().equals(id)).findFirst();
        if (parents.isEmpty()) {
            problem(
                    "there is no flow " + id + " whose links could translate it",
                    "Name one of " + plan.flows().stream().map(Flow::id).toList());
            return;
        }
        checkOrder(plan, parents.get());
        checkTypes(parents.get());
    }

    private void checkShape() {
        if (isConstant() || !mapping.converter().name().equals("identity")) {
            problem("its ids are translated by links", "Leave constant(…), converted(…) or linkedBy(…) out");
        }
        boolean fromSet = isSet(Side.SOURCE);
        if (fromSet && !isSet(Side.TARGET)) {
            problem("several ids do not fit into one field", "Map to an association, or to a field of choices");
        } else if (isSet(Side.TARGET) && !mapping.mergesElements()) {
            problem("references are merged one by one", "Leave wholeSet() out");
        }
    }

    private void checkOrder(Plan plan, Flow parents) {
        boolean own = parents.id().equals(flow.id());
        boolean before = plan.flows().indexOf(parents) < plan.flows().indexOf(flow);
        if (own && !mapping.isOptional()) {
            problem("two records of one flow could wait for each other for ever", "Call optional()");
        } else if (!own && !before) {
            problem(
                    "flow " + parents.id() + " comes after this one, but parents come before children",
                    "Add flow " + parents.id() + " to the plan first");
        }
    }

    private void checkTypes(Flow parents) {
        if (parents.party(Side.SOURCE) != flow.party(Side.SOURCE)) {
            problem(
                    "flow " + parents.id() + " runs the other way round",
                    "Turn one of the two around; two-way mappings can stay as they are");
            return;
        }
        for (Side side : Side.values()) {
            association(side)
                    .filter(to -> !to.to().equals(parents.type(side)))
                    .ifPresent(to -> problem(
                            "it leads to " + to.to() + " records, but flow " + parents.id() + " links "
                                    + parents.type(side) + " records",
                            "Name the flow that links " + to.to() + " records, or map to another association"));
        }
    }

    private boolean isConstant() {
        return mapping.field(Side.SOURCE).isEmpty();
    }

    private boolean isSet(Side side) {
        return mapping.field(side).map(field -> field.type().isSet()).orElse(false);
    }

    private Optional<Association> association(Side side) {
        return mapping.field(side).map(Field::name).flatMap(Association::of);
    }

    private void problem(String what, String remedy) {
        problems.add(new Problem(where, what, remedy));
    }
}
