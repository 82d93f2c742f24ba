package io.tidelock.engine;

import io.tidelock.record.Verb;
import io.tidelock.store.Base;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Stands for what was decided about a record: the same mark means that the same would be written, and to the same record. */
final class Marks {

    private static final int BYTES = 16;

    private Marks() {}

    /** Returns the mark of everything that would be written for one record. */
    static String of(List<PlannedWrite> planned) {
        StringBuilder all = new StringBuilder();
        for (PlannedWrite write : planned) {
            all.append(write.intent().written())
                    .append(' ')
                    .append(write.intent().creates() ? "new" : write.intent().record())
                    .append(expected(write.intent().expected()))
                    .append('\n');
        }
        return digest(all.toString());
    }

    /** Returns the mark of the removal of a counterpart: of the pair, and of what both showed when they last settled. */
    static String of(StoredLink leaving) {
        return digest(leaving.target() + expected(leaving.base()));
    }

    private static String digest(String all) {
        byte[] digest = Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    /** Returns the heaviest thing that is done for an item. */
    static Verb verb(Item item) {
        if (!item.isLinked()) {
            return Verb.CREATE;
        }
        return item.clears() ? Verb.CLEAR : Verb.UPDATE;
    }

    private static String expected(Base base) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(base.fields()).forEach((mapping, settled) -> {
            text.append(' ').append(mapping).append(hex(settled.source())).append(hex(settled.target()));
            settled.members().forEach(member -> text.append(hex(member)));
        });
        return text.toString();
    }

    private static String hex(Fingerprint print) {
        return String.format(":%016x%016x", print.high(), print.low());
    }
}
