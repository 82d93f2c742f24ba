package io.tidelock.engine;

import io.tidelock.answers.FlowStatus;
import io.tidelock.answers.Reason;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.SyncStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says how one flow stands, from what is stored. */
final class Standing {

    /** So many parked records are looked at to tell how many of them are linked; the others count as unlinked. */
    private static final int MOST = 10_000;

    private static final int CHUNK = 500;
    private static final String CONFLICT = "CONFLICT";

    private final IntegrationId integration;
    private final Plan plan;
    private final Flow flow;
    private final SyncStore store;
    private final Instant now;

    Standing(IntegrationId integration, Plan plan, Flow flow, SyncStore store, Instant now) {
        this.integration = integration;
        this.plan = plan;
        this.flow = flow;
        this.store = store;
        this.now = now;
    }

    FlowStatus status() {
        Map<String, Integer> parked = store.countParked(integration, flow.id());
        Map<String, Integer> verdicts = countVerdicts();
        List<Reason> reasons = new ArrayList<>();
        parked.forEach((code, count) -> reasons.addAll(parkedFor(code, count)));
        verdicts.forEach((code, count) -> reasons.addAll(toldOf(code, count)));
        reasons.sort(Comparator.comparing(Reason::count).reversed().thenComparing(Reason::code));
        long linked = store.countLinks(integration, flow.id()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<FeedPosition> feeds = feeds();
        Optional<Instant> lastRun = feeds.stream().map(FeedPosition::readAt).min(Comparator.naturalOrder());
        boolean walks = LinkWalk.underWay(store, integration, flow).isPresent();
        boolean backfills = store.position(integration, Backfills.key(flow))
                .filter(at -> !at.caughtUp())
                .isPresent();
        return new FlowStatus(
                flow.id(),
                linked,
                Math.max(0, linked - linkedAndParked() - verdicts.getOrDefault(CONFLICT, 0)),
                reasons,
                lastRun,
                lastRun.map(run -> Duration.between(run, now)).orElse(Duration.ZERO),
                !feeds.isEmpty() && feeds.stream().allMatch(FeedPosition::caughtUp),
                walks || backfills ? Optional.of(now) : nextRun(),
                backfills,
                walks,
                braked(parked));
    }

    /** A conflict is remembered at both ends, and is one. */
    private Map<String, Integer> countVerdicts() {
        Map<String, Integer> counted = store.countVerdicts(integration, flow.id(), Side.SOURCE);
        store.countVerdicts(integration, flow.id(), Side.TARGET).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(CONFLICT))
                .forEach(entry -> counted.merge(entry.getKey(), entry.getValue(), Integer::sum));
        return counted;
    }

    private List<Reason> parkedFor(String code, int count) {
        return store.parked(integration, flow.id(), code, 1).stream()
                .map(first -> reason(Remedies.of(first), code, count, first.since(), first.reason()))
                .toList();
    }

    private List<Reason> toldOf(String code, int count) {
        List<StoredVerdict> first = store.verdicts(integration, flow.id(), code, 1);
        return first.stream()
                .map(told -> reason(Remedies.ofVerdict(code), code, count, told.at(), told.reason()))
                .toList();
    }

    private static Reason reason(Remedies.Remedy remedy, String code, int count, Instant since, String example) {
        return new Reason(remedy.group(), code, count, since, example, remedy.remedy());
    }

    private static Map<Verb, Integer> braked(Map<String, Integer> parked) {
        Map<Verb, Integer> braked = new EnumMap<>(Verb.class);
        parked.forEach((code, count) -> Remedies.braked(code).ifPresent(verb -> braked.put(verb, count)));
        return braked;
    }

    private long linkedAndParked() {
        List<Parked> parked = store.parked(integration, flow.id(), MOST);
        long linked = 0;
        for (Side side : Side.values()) {
            List<RecordRef> refs = parked.stream()
                    .map(Parked::key)
                    .filter(key -> key.side() == side)
                    .map(Parked.Key::ref)
                    .toList();
            for (int start = 0; start < refs.size(); start += CHUNK) {
                List<RecordRef> some = refs.subList(start, Math.min(start + CHUNK, refs.size()));
                linked += store.load(StoreRequest.about(integration, flow.id(), side, some)).links().values().stream()
                        .filter(link -> link.state() == LinkState.LIVE)
                        .count();
            }
        }
        return linked;
    }

    private List<FeedPosition> feeds() {
        return ofFlow().stream()
                .flatMap(feed -> store.position(integration, feed.key()).stream())
                .toList();
    }

    private List<Feeds.Feed> ofFlow() {
        return Feeds.of(plan).stream()
                .filter(feed ->
                        feed.ends().stream().anyMatch(end -> end.flow().id().equals(flow.id())))
                .toList();
    }

    private Optional<Instant> nextRun() {
        List<Instant> moments = new ArrayList<>();
        ofFlow().forEach(feed -> moments.add(store.position(integration, feed.key())
                .map(at -> feed.next(at.readAt()))
                .orElse(now)));
        store.nextDue(integration, flow.id()).ifPresent(moments::add);
        return moments.stream().min(Comparator.naturalOrder()).map(moment -> moment.isBefore(now) ? now : moment);
    }
}
