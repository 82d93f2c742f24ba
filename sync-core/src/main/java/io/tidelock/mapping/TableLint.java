package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.util.Optional;

/** Finds entries of a table that are never found, and values that have no one way back. */
final class TableLint {

    private TableLint() {}

    static void check(Flow flow, FieldMapping mapping, EnumMapConverter table, Findings found) {
        String where = Findings.at(flow, mapping);
        if (mapping.direction().writesSource()) {
            for (String target : table.ambiguous()) {
                found.error(
                        Code.ENUM_AMBIGUOUS,
                        where,
                        "table " + table.name() + " makes \"" + target
                                + "\" of several values, and does not say which of them goes back",
                        "Name it: enumMap(name, version, table, back)");
            }
        }
        for (Side to : Side.values()) {
            boolean used = to == Side.TARGET
                    ? mapping.direction().writesTarget()
                    : mapping.direction().writesSource();
            if (used) {
                checkEntries(mapping, table, to, where, found);
            }
        }
    }

    private static void checkEntries(
            FieldMapping mapping, EnumMapConverter table, Side to, String where, Findings found) {
        Optional<Field> field = mapping.field(to.other());
        for (String entry : table.known(to)) {
            boolean shown = field.map(from -> canBeShown(mapping, from, entry)).orElse(true);
            if (!shown) {
                found.warning(
                        Code.ENUM_UNUSED,
                        where,
                        "table " + table.name() + " is never asked for \"" + entry + "\"",
                        "Write it as " + field.orElseThrow()
                                + " shows it, without space around it; for an empty source call defaultsTo(…)");
            }
        }
    }

    private static boolean canBeShown(FieldMapping mapping, Field field, String entry) {
        if (entry.isBlank() || !entry.equals(entry.strip())) {
            return false;
        }
        FieldType type = mapping.mergesElements() ? FieldType.CHOICE : field.type();
        try {
            Value value = type.read(Value.text(entry));
            return type == FieldType.DECIMAL || value.plain().equals(entry); // 1.0 may be shown for 1
        } catch (UnreadableValueException never) {
            return false;
        }
    }
}
