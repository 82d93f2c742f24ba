package io.tidelock.testkit;

import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Association;
import io.tidelock.record.Value;
import io.tidelock.testkit.Definition.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a table makes of values before it stores them: normalised, or refused with every field that is wrong.
 *
 * @param values the fields as they will be stored, {@code ""} for an emptied one; absent ones left out
 * @param problems what is wrong, by field
 * @param code the code of the first problem
 */
record Admission(Map<String, String> values, Map<String, String> problems, String code) {

    static Admission of(Table table, Map<String, Value> values, @Nullable Row now) {
        Map<String, String> admitted = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        String code = "";
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (entry.getValue().isAbsent()) {
                continue;
            }
            try {
                requireWritable(table, entry.getKey());
                String text = definition(table, entry.getKey()).admit(entry.getValue());
                requireThere(table, entry.getKey(), text);
                admitted.put(entry.getKey(), text);
            } catch (RefusedException refused) {
                code = problems.isEmpty() ? refused.code() : code;
                problems.put(entry.getKey(), refused.reason());
            }
        }
        if (problems.isEmpty()) {
            problems.putAll(table.misplaced(admitted, now));
            code = problems.isEmpty() ? code : "INVALID_STAGE";
        }
        return new Admission(admitted, problems, code);
    }

    /** Returns why nothing is stored; empty when all is well. */
    Optional<WriteOutcome.Rejected> refusal() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(new WriteOutcome.Rejected(code, problems));
    }

    private static void requireWritable(Table table, String field) throws RefusedException {
        if (table.derives(field)) {
            throw new RefusedException("READ_ONLY_VALUE", "is read-only");
        }
    }

    private static void requireThere(Table table, String field, String ids) throws RefusedException {
        Optional<Association> to = table.association(field).filter(association -> !ids.isEmpty());
        if (to.isPresent() && !table.unknown(to.get(), List.of(ids.split(";"))).isEmpty()) {
            throw new RefusedException("INVALID_ASSOCIATION", "leads to a record that is not there");
        }
    }

    private static Definition definition(Table table, String field) throws RefusedException {
        return table.definition(field)
                .orElseThrow(() -> new RefusedException(
                        "PROPERTY_DOESNT_EXIST", "is not a property of " + table.type() + "; declare it first"));
    }
}
