package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.StoredLink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says under the current key what a link remembers under a former one, from what both sides show now. What a side still
 * shows is stated anew; what it no longer shows counts as changed, as it did before. So nothing that has to be decided is
 * decided differently, and nothing is forgotten. Makes no calls and stores nothing.
 */
final class Restatement {

    private final Flow flow;
    private final Keyring keys;

    Restatement(Flow flow, Keyring keys) {
        this.flow = flow;
        this.keys = keys;
    }

    /** Returns the link under the current key; one of a key that nobody knows any more never settled. */
    StoredLink of(StoredLink link, Item item) {
        Optional<Record> source = item.record(Side.SOURCE);
        Optional<Record> target = item.record(Side.TARGET);
        Optional<Fingerprinter> former = keys.of(link.keyId());
        if (former.isEmpty()) {
            return link.settled(Base.none(), null, null).keyed(keys.currentId());
        }
        Map<String, Settled> restated = new LinkedHashMap<>();
        for (FieldMapping mapping : flow.mappings()) {
            link.base()
                    .of(mapping.basis())
                    .ifPresent(settled -> restated.put(mapping.basis(), settled(former.get(), mapping, settled, item)));
        }
        return link.settled(
                        new Base(restated),
                        digest(former.get(), Side.SOURCE, link, source),
                        digest(former.get(), Side.TARGET, link, target))
                .keyed(keys.currentId());
    }

    private Settled settled(Fingerprinter former, FieldMapping mapping, Settled settled, Item item) {
        Value atSource = shown(mapping, Side.SOURCE, item.record(Side.SOURCE));
        Value atTarget = shown(mapping, Side.TARGET, item.record(Side.TARGET));
        return new Settled(
                side(former, mapping, Side.SOURCE, settled.source(), atSource),
                side(former, mapping, Side.TARGET, settled.target(), atTarget),
                members(former, mapping, settled.members(), elements(item.words(mapping), atSource, atTarget)));
    }

    private static Value shown(FieldMapping mapping, Side side, Optional<Record> record) {
        try {
            return record.map(shown -> mapping.shown(side, shown)).orElse(Value.absent());
        } catch (UnreadableValueException unreadable) {
            return Value.absent(); // what settled could be read, so this is something else
        }
    }

    private Fingerprint side(Fingerprinter former, FieldMapping mapping, Side side, Fingerprint settled, Value shown) {
        for (Value value : new Value[] {shown, Value.empty()}) {
            if (settled.equals(former.field(flow, mapping, side, value))) {
                return keys.current().field(flow, mapping, side, value);
            }
        }
        return keys.current().somethingElse(flow, mapping, side);
    }

    private SortedSet<Fingerprint> members(
            Fingerprinter former, FieldMapping mapping, Set<Fingerprint> members, Set<String> elements) {
        SortedSet<Fingerprint> restated = new TreeSet<>();
        for (String element : elements) {
            if (members.contains(former.member(flow, mapping, element))) {
                restated.add(keys.current().member(flow, mapping, element));
            }
            if (mapping.linkedBy().isPresent() && members.contains(former.undone(flow, mapping, element))) {
                restated.add(keys.current().undone(flow, mapping, element));
            }
        }
        return restated;
    }

    /** Returns what either side shows, in the target's words; what neither shows is common no more. */
    private static Set<String> elements(Words words, Value source, Value target) {
        Set<String> elements = new LinkedHashSet<>();
        for (String element : Elements.items(target)) {
            elements.add(element);
            elements.add(words.renamed(element));
        }
        for (String element : Elements.items(source)) {
            elements.addAll(inTheTargetsWords(words, element));
        }
        return elements;
    }

    /** What the target has no word for never was common. */
    private static Collection<String> inTheTargetsWords(Words words, String element) {
        try {
            return words.toTarget(element);
        } catch (UnmappedValueException unmapped) {
            return Set.of();
        }
    }

    private @Nullable Fingerprint digest(Fingerprinter former, Side side, StoredLink link, Optional<Record> record) {
        Fingerprint known = link.digest(side);
        if (known == null || record.isEmpty()) {
            return null;
        }
        try {
            return known.equals(former.digest(flow, side, record.get()))
                    ? keys.current().digest(flow, side, record.get())
                    : null;
        } catch (UnreadableValueException unreadable) {
            return null;
        }
    }
}
