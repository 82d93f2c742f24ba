package io.tidelock.engine;

import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Direction;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.List;

/** Finds what one field mapping says that does not fit together. */
final class MappingCheck {

    private final FieldMapping mapping;
    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    private MappingCheck(FieldMapping mapping, String where) {
        this.mapping = mapping;
        this.where = where;
    }

    static List<Problem> of(FieldMapping mapping, String where) {
        MappingCheck check = new MappingCheck(mapping, where);
        check.checkOneWay();
        return check.problems;
    }

    /** A condition and a default look at the source; what comes from the target cannot hang on them. */
    private void checkOneWay() {
        boolean oneWay = mapping.direction() == Direction.TO_TARGET;
        if (!oneWay && mapping.condition().isPresent()) {
            problem(
                    "a condition holds for fields that travel to the target only",
                    "Leave onlyWhen(…) out, or map one way");
        }
        if (mapping.hasDefault() && (!oneWay || mapping.field(Side.SOURCE).isEmpty())) {
            problem(
                    "a default stands in for an empty source, which it never reads",
                    "Leave defaultsTo(…) out, or map a field of the source one way");
        }
    }

    private void problem(String what, String remedy) {
        problems.add(new Problem(where, what, remedy));
    }
}
