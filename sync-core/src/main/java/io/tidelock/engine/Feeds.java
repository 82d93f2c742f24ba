package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The change feeds that a plan follows, each read once for all flows that share it. */
final class Feeds {

    private Feeds() {}

    /** Returns the feeds in the order in which the plan's flows need them. */
    static List<Feed> of(Plan plan) {
        Map<String, Feed> feeds = new LinkedHashMap<>();
        for (Flow flow : plan.flows()) {
            for (Side side : Side.values()) {
                if (flow.follows(side)) {
                    Feed feed = new Feed(flow.party(side), flow.type(side), new ArrayList<>());
                    feeds.computeIfAbsent(feed.key(), key -> feed).ends().add(new End(flow, side));
                }
            }
        }
        return List.copyOf(feeds.values());
    }

    /** Returns the key under which records of a system are known, whether a feed shows them or a hint names them. */
    static String key(Party party, RecordType type) {
        return party.name().toLowerCase(Locale.ROOT) + "/" + type;
    }

    /** Returns the keys of all records that hints may name, in the order in which the plan's flows need them. */
    static Set<String> keys(Plan plan) {
        Set<String> keys = new LinkedHashSet<>();
        plan.flows().forEach(flow -> hinted(flow).forEach(end -> keys.add(end.key())));
        return keys;
    }

    /** Returns the flows that a hint about records of a key concerns: those too that take a record on request only. */
    static List<End> ends(Plan plan, String key) {
        return plan.flows().stream()
                .flatMap(Feeds::hinted)
                .filter(end -> end.key().equals(key))
                .toList();
    }

    private static Stream<End> hinted(Flow flow) {
        return Stream.of(Side.values()).filter(flow::readsFrom).map(side -> new End(flow, side));
    }

    /**
     * One feed.
     *
     * @param party whose
     * @param type of which records
     * @param ends the flows that share it, each with the side at which the records stand
     */
    record Feed(Party party, RecordType type, List<End> ends) {

        String key() {
            return Feeds.key(party, type);
        }

        /** Returns when the feed is due after a run: when the soonest of its flows is. */
        Instant next(Instant lastRun) {
            return ends.stream()
                    .map(end -> end.flow().schedule().next(lastRun))
                    .min(Instant::compareTo)
                    .orElse(lastRun);
        }

        Set<String> fields() {
            Set<String> fields = new LinkedHashSet<>();
            ends.forEach(end -> fields.addAll(end.flow().fields(end.side())));
            return fields;
        }

        boolean sinceActivation() {
            return ends.stream().allMatch(end -> end.flow().sinceActivation());
        }
    }

    /**
     * One flow at a feed.
     *
     * @param flow the flow
     * @param side the side at which the feed's records stand
     */
    record End(Flow flow, Side side) {

        String key() {
            return Feeds.key(flow.party(side), flow.type(side));
        }
    }
}
