package io.tidelock.mapping;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Finding.Severity;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds match rules that would not find what their own flow creates, by creating some and looking for them. */
final class KeyLint {

    private final Flow flow;
    private final Findings found;

    private KeyLint(Flow flow, Findings found) {
        this.flow = flow;
        this.found = found;
    }

    static void check(Flow flow, Findings found) {
        if (flow.createsIn(Side.TARGET) && !flow.matchRules().isEmpty()) {
            new KeyLint(flow, found).check();
        }
    }

    private void check() {
        List<MatchRule> filled = flow.matchRules().stream()
                .filter(rule -> rule.compared(Side.TARGET).stream()
                        .allMatch(field -> writer(field).isPresent()))
                .toList();
        if (filled.isEmpty() && flow.idField().isEmpty()) {
            found.warning(
                    Code.KEY_UNFILLED,
                    Findings.at(flow),
                    "no mapping fills the fields that it matches by, so what it creates never matches again",
                    "Map a field to each target field of one rule, or call idField(…)");
        }
        List<MatchRule> blind = filled.stream()
                .filter(rule -> isOwn(rule) || comparesWhatIsWritten(rule))
                .filter(this::isBlind)
                .toList();
        boolean lost = flow.idField().isEmpty() && blind.size() == filled.size();
        for (MatchRule rule : blind) {
            found.add(
                    lost || isOwn(rule) ? Severity.ERROR : Severity.WARNING,
                    Code.KEY_SPELLING,
                    Findings.at(flow, rule),
                    "the flow writes " + fields(rule)
                            + " in another form than the rule looks it up by, so it does not find"
                            + " what the flow created",
                    "Convert what is written into the form of the rule, or look up by another field and say confirmedBy(…)");
        }
    }

    private static String fields(MatchRule rule) {
        return String.join(
                " and ", rule.asked(Side.TARGET).stream().map(Field::name).toList());
    }

    private boolean isOwn(MatchRule rule) {
        return flow.ensured().filter(rule::equals).isPresent();
    }

    /** Tells whether each field is written from the one that the rule compares it with; else it may be for other records. */
    private boolean comparesWhatIsWritten(MatchRule rule) {
        List<Field> sources = rule.compared(Side.SOURCE);
        List<Field> targets = rule.compared(Side.TARGET);
        for (int i = 0; i < targets.size(); i++) {
            Field source = sources.get(i);
            if (writer(targets.get(i))
                    .flatMap(mapping -> mapping.field(Side.SOURCE))
                    .filter(source::equals)
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<FieldMapping> writer(Field target) {
        return flow.mappings().stream()
                .filter(mapping -> mapping.direction().writesTarget())
                .filter(mapping -> mapping.linkedBy().isEmpty())
                .filter(mapping -> mapping.field(Side.TARGET)
                        .filter(field -> field.name().equals(target.name()))
                        .isPresent())
                .findFirst();
    }

    private boolean isBlind(MatchRule rule) {
        int most = rule.compared(Side.SOURCE).stream()
                .mapToInt(field -> Specimens.of(field).size())
                .max()
                .orElse(0);
        return IntStream.range(0, most).anyMatch(number -> isMissed(rule, source(rule, number)));
    }

    /** A record for which a normaliser fails has no key, and is not missed. */
    private boolean isMissed(MatchRule rule, Record source) {
        try {
            return isMissed(rule, source, created(rule, source));
        } catch (RuntimeException noKey) {
            return false;
        }
    }

    private Record source(MatchRule rule, int number) {
        Record.Builder record = Record.of(RecordRef.of(flow.type(Side.SOURCE), "source"));
        for (Field field : rule.compared(Side.SOURCE)) {
            List<Value> specimens = Specimens.of(field);
            record.set(field, specimens.get(number % specimens.size()));
        }
        return record.build();
    }

    private Record created(MatchRule rule, Record source) {
        Record.Builder record = Record.of(RecordRef.of(flow.type(Side.TARGET), "target"));
        for (Field field : rule.compared(Side.TARGET)) {
            writer(field).ifPresent(mapping -> {
                Value shown = mapping.shown(Side.SOURCE, source);
                if (shown.isPresent()) {
                    record.set(field, Way.to(Side.TARGET, mapping).go(shown).value());
                }
            });
        }
        return record.build();
    }

    private static boolean isMissed(MatchRule rule, Record source, Record created) {
        Optional<List<String>> wanted = rule.keyOf(Side.SOURCE, source);
        List<Field> asked = rule.asked(Side.TARGET);
        boolean whole = rule.compared(Side.TARGET).stream()
                .allMatch(field -> created.value(field).isPresent());
        if (wanted.isEmpty() || !whole) {
            return false;
        }
        List<String> written = new ArrayList<>();
        List<String> lookedUp = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            FieldType type = asked.get(i).type();
            written.add(comparable(type, created.value(asked.get(i))));
            lookedUp.add(comparable(type, type.read(Value.text(wanted.get().get(i)))));
        }
        return !written.equals(lookedUp) || !Objects.equals(wanted, rule.keyOf(Side.TARGET, created));
    }

    /** Systems compare keys as fields of the type, and text in any case. */
    private static String comparable(FieldType type, Value value) {
        return type.canonical(value).toLowerCase(Locale.ROOT);
    }
}
