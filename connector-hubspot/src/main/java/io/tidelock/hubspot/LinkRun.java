package io.tidelock.hubspot;

import io.tidelock.connector.WriteOutcome;
import io.tidelock.http.Answer;
import io.tidelock.http.Reply;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the associations of a batch's records with those of one kind: ⌈n/1,000⌉ calls to read what there is, ⌈n/2,000⌉ to
 * make associations, as many to take labels away, and one for every 100 records that let go of some.
 */
final class LinkRun {

    private static final int PAIRS = 2_000;
    private static final int RECORDS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LinkAccess access;
    private final ObjectKind to;
    private final Map<String, LinkDiff> diffs = new LinkedHashMap<>();
    private final Map<String, WriteOutcome> failed = new LinkedHashMap<>();

    LinkRun(LinkAccess access, ObjectKind to) {
        this.access = access;
        this.to = to;
    }

    /** Returns the ids of the records whose associations could not be written, with what became of them. */
    Map<String, WriteOutcome> failed() {
        return failed;
    }

    /** Returns what a field shows of a record after the run. */
    Value shown(String id, LinkField field) {
        LinkDiff diff = diffs.get(id);
        return diff == null ? Value.absent() : field.shown(diff.after());
    }

    /**
     * Writes.
     *
     * @param lines by the record's id
     * @param created the ids of those that have just been created, and have no associations yet
     */
    LinkRun write(Map<String, WriteLine> lines, Set<String> created) {
        Collection<String> old =
                lines.keySet().stream().filter(id -> !created.contains(id)).toList();
        Map<String, Map<String, Set<LinkType>>> current = access.links().read(access.kind(), to, old);
        LinkType plain = access.labels().required(access.kind(), to, "");
        lines.forEach((id, line) -> {
            LinkDiff diff = new LinkDiff(current.getOrDefault(id, Map.of()));
            line.links().stream()
                    .filter(field -> field.to().equals(to))
                    .forEach(field ->
                            diff.want(access.labels().required(access.kind(), to, field.label()), line.wanted(field)));
            diffs.put(id, diff.decide(plain));
        });
        cut();
        strip();
        List<Pair> puts = new ArrayList<>();
        diffs.forEach((id, diff) -> diff.put().forEach((other, types) -> puts.add(new Pair(id, other, types))));
        Portal.chunks(puts, PAIRS).forEach(some -> put(some, lines));
        return this;
    }

    private void cut() {
        List<LinkWire.AssociationCut> cuts = new ArrayList<>();
        diffs.forEach((id, diff) -> {
            if (!diff.cut().isEmpty()) {
                cuts.add(new LinkWire.AssociationCut(
                        new Wire.Id(id), diff.cut().stream().map(Wire.Id::new).toList()));
            }
        });
        for (List<LinkWire.AssociationCut> some : Portal.chunks(cuts, RECORDS)) {
            access.api()
                    .dissociate(access.path(), from(), to.typeId(), new LinkWire.AssociationCuts(some))
                    .write();
        }
    }

    private void strip() {
        List<LinkWire.AssociationPair> pairs = new ArrayList<>();
        diffs.forEach((id, diff) ->
                diff.strip().forEach((other, types) -> pairs.add(new Pair(id, other, types).wire())));
        for (List<LinkWire.AssociationPair> some : Portal.chunks(pairs, PAIRS)) {
            access.api()
                    .unlabel(access.path(), from(), to.typeId(), new LinkWire.AssociationPairs(some))
                    .write();
        }
    }

    /** HubSpot refuses all of a call for one of its pairs, or the pair alone; the others are made. */
    private void put(List<Pair> pairs, Map<String, WriteLine> lines) {
        Reply<LinkWire.Linked> reply = access.api()
                .associate(
                        access.path(),
                        from(),
                        to.typeId(),
                        new LinkWire.AssociationPairs(
                                pairs.stream().map(Pair::wire).toList()))
                .accepting(400, 404)
                .write();
        Optional<Answer> refusal = reply.refusal();
        if (refusal.isEmpty()) {
            answered(pairs, lines, reply.body());
        } else if (pairs.size() == 1) {
            fail(pairs.get(0), lines, List.of(Complaint.of(refusal.get())));
        } else {
            put(pairs.subList(0, pairs.size() / 2), lines);
            put(pairs.subList(pairs.size() / 2, pairs.size()), lines);
        }
    }

    private void answered(List<Pair> pairs, Map<String, WriteLine> lines, LinkWire.Linked answer) {
        Set<List<String>> made = new HashSet<>();
        answer.results().forEach(pair -> {
            made.add(List.of(pair.fromId(), pair.toId()));
            made.add(List.of(pair.toId(), pair.fromId()));
        });
        List<Complaint> complaints = answer.errors().stream().map(Complaint::of).toList();
        pairs.stream()
                .filter(pair -> !made.contains(List.of(pair.from, pair.to)))
                .forEach(pair -> fail(pair, lines, complaints));
    }

    /** A pair that HubSpot neither made nor complained about may be there or not (G14). */
    private void fail(Pair pair, Map<String, WriteLine> lines, List<Complaint> complaints) {
        WriteLine line = lines.get(pair.from);
        WriteOutcome outcome;
        if (line == null || complaints.isEmpty() || complaints.stream().anyMatch(Complaint::internal)) {
            outcome = new WriteOutcome.Unknown();
        } else if (complaints.stream().anyMatch(Complaint::tooManyCalls)) {
            outcome = new WriteOutcome.Retryable(LIMIT);
        } else if (complaints.stream().anyMatch(complaint -> isGone(complaint, pair))) {
            outcome = new WriteOutcome.Gone(access.kind().ref(pair.from));
        } else {
            outcome = strangers(line, Set.of(pair.to));
        }
        failed.putIfAbsent(pair.from, outcome);
    }

    /** The two ends may have one id: then the other end is to blame, because this one was just written. */
    private static boolean isGone(Complaint complaint, Pair pair) {
        return complaint.notFound() && complaint.ids().contains(pair.from) && !pair.from.equals(pair.to);
    }

    /** Says that a line leads to records that HubSpot does not have, or does not associate. */
    static WriteOutcome.Rejected strangers(WriteLine line, Set<String> ids) {
        Map<String, String> fields = new TreeMap<>();
        for (LinkField field : line.links()) {
            if (line.wanted(field).stream().anyMatch(ids::contains)) {
                fields.put(field.name(), "leads to a record that is not there, or cannot be associated");
            }
        }
        return new WriteOutcome.Rejected("INVALID_ASSOCIATION", fields);
    }

    private String from() {
        return access.kind().typeId();
    }

    private record Pair(String from, String to, Set<LinkType> types) {
        LinkWire.AssociationPair wire() {
            return new LinkWire.AssociationPair(
                    new Wire.Id(from),
                    new Wire.Id(to),
                    types.stream().map(LinkType::spec).toList());
        }
    }
}
