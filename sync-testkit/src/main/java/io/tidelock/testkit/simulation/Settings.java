package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Plan;
import io.tidelock.record.RecordType;
import io.tidelock.store.SyncStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is played with.
 *
 * @param values what people put into fields, by the fields' names, instead of generated values
 * @param refers what kind of records fields hold the ids of, by the fields' names
 * @param mishaps what may go wrong
 * @param store makes an empty store
 * @param seams makes what stands between the engine and everything else
 * @param checked what must hold
 * @param operated whether somebody asks and decides meanwhile
 * @param steady the types whose records stay as they were created
 */
record Settings(
        Plan plan,
        Map<String, List<String>> values,
        Map<String, RecordType> refers,
        Set<Mishap> mishaps,
        Supplier<SyncStore> store,
        Supplier<Seams> seams,
        Set<Guarantee> checked,
        boolean operated,
        Set<RecordType> steady) {

    /** Returns, as code, what a simulation must be told to play the same. */
    String code() {
        StringBuilder code = new StringBuilder();
        new TreeMap<>(values)
                .forEach((field, samples) -> code.append(".values(Field.text(")
                        .append(quoted(field))
                        .append("), ")
                        .append(samples.stream().map(Settings::quoted).collect(Collectors.joining(", ")))
                        .append(')'));
        new TreeMap<>(refers)
                .forEach((field, type) -> code.append(".refers(Field.text(")
                        .append(quoted(field))
                        .append("), RecordType.of(")
                        .append(quoted(type.toString()))
                        .append("))"));
        steady.stream()
                .map(RecordType::name)
                .sorted()
                .forEach(type -> code.append(".steady(RecordType.of(")
                        .append(quoted(type))
                        .append("))"));
        return code.append(operated ? ".operated()" : "").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
