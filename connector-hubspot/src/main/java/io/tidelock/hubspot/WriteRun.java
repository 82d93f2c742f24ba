package io.tidelock.hubspot;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.http.Answer;
import io.tidelock.http.Reply;
import io.tidelock.http.RestCall;
import io.tidelock.record.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one batch. Lives as long as the batch, on its thread. */
final class WriteRun {

    /** How long the rest of a batch waits after a failure that says nothing about waiting. */
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final Portal portal;
    private final Records records;
    private final RecordReader reader;
    private final boolean movesBack;
    private final Outcomes outcomes;
    private final List<WriteLine> lines;
    private final Map<WriteLine, Wire.Stored> kept = new LinkedHashMap<>();
    private final Map<WriteLine, Wire.Stored> unlinked = new LinkedHashMap<>();
    private final @Nullable WriteOutcome[] settled;
    private @Nullable Duration halted;

    /**
     * Starts with a batch.
     *
     * @param movesBack whether lifecycle stages are moved back
     */
    WriteRun(Portal portal, Records records, RecordReader reader, boolean movesBack, List<WriteOperation> batch) {
        this.portal = portal;
        this.movesBack = movesBack;
        this.records = records;
        this.reader = reader;
        this.outcomes = new Outcomes(records);
        List<Map<String, Value>> values = records.names().written(batch);
        List<WriteLine> all = new ArrayList<>();
        for (WriteOperation operation : batch) {
            all.add(WriteLine.of(all.size(), operation, values.get(all.size()), records));
        }
        this.lines = records.addresses().spared(all);
        this.settled = new WriteOutcome[lines.size()];
    }

    List<WriteOutcome> run() {
        lines.stream()
                .filter(line -> !line.impossible().isEmpty() || !line.faults().isEmpty())
                .forEach(line -> settle(line, Outcomes.impossible(line)));
        Map<String, List<WriteLine>> calls = new LinkedHashMap<>();
        for (WriteLine.Verb verb : WriteLine.Verb.values()) {
            lines.stream()
                    .filter(line -> line.verb() == verb && settled[line.index()] == null)
                    .forEach(line -> calls.computeIfAbsent(verb + " " + line.keyProperty(), call -> new ArrayList<>())
                            .add(line));
        }
        calls.values().forEach(this::send);
        moveBack();
        associate();
        lookForMerges();
        List<WriteOutcome> all = new ArrayList<>();
        for (WriteOutcome outcome : settled) {
            all.add(Objects.requireNonNull(outcome, "every line is settled"));
        }
        return all;
    }

    /** Sends lines of one verb and key in one call. */
    private void send(List<WriteLine> some) {
        if (some.isEmpty()) {
            return;
        }
        if (halted != null) {
            settleAll(some, new WriteOutcome.Retryable(halted));
            return;
        }
        Reply<Wire.Batch> reply;
        try {
            if (some.get(0).verb() == WriteLine.Verb.READ) {
                read(some);
                return;
            }
            reply = call(some).accepting(400, 404, 409, 413, 414).write();
        } catch (UnknownOutcomeException lost) {
            settleAll(some, new WriteOutcome.Unknown());
            return;
        } catch (ConnectorException notApplied) {
            halt(some, notApplied);
            return;
        }
        Optional<Answer> refusal = reply.refusal();
        if (refusal.isPresent()) {
            refused(some, Complaint.of(refusal.get()));
        } else {
            answered(some, Correlation.of(records.kind(), some, reply.body()));
        }
    }

    private RestCall<Wire.Batch> call(List<WriteLine> some) {
        Wire.WriteRequest request = new Wire.WriteRequest(
                some.stream().map(line -> line.input(records.links())).toList());
        String objects = portal.paths().objects();
        String type = records.kind().path();
        return switch (some.get(0).verb()) {
            case READ, UPDATE -> portal.api().batchUpdate(objects, type, request);
            case UPSERT -> portal.api().batchUpsert(objects, type, request);
            case CREATE -> portal.api().batchCreate(objects, type, request);
        };
    }

    /** A line with neither a result nor an error may have been written or not (G14). */
    private void answered(List<WriteLine> some, Correlation answer) {
        for (WriteLine line : some) {
            WriteOutcome outcome = answer.written(line)
                    .map(stored -> stored(line, stored))
                    .or(() -> answer.refused(line).map(complaint -> outcomes.refused(line, complaint)))
                    .orElseGet(WriteOutcome.Unknown::new);
            settle(line, outcome);
        }
    }

    /** What rode along with a creation is there; other associations follow when the records are written. */
    private WriteOutcome stored(WriteLine line, Wire.Stored stored) {
        Map<String, Value> associated = new LinkedHashMap<>();
        if (line.verb() == WriteLine.Verb.CREATE) {
            line.links().forEach(field -> associated.put(field.name(), LinkField.shown(line.wanted(field))));
        }
        WriteOutcome outcome = outcomes.written(line, stored, associated);
        if (movesBack && outcome instanceof WriteOutcome.Written && Lifecycle.isKept(line, stored)) {
            kept.putIfAbsent(line, stored);
        }
        if (outcome instanceof WriteOutcome.Written
                && line.verb() != WriteLine.Verb.CREATE
                && !line.links().isEmpty()) {
            unlinked.put(line, stored);
        }
        return outcome;
    }

    private void read(List<WriteLine> some) {
        Map<String, WriteLine> byId = new LinkedHashMap<>();
        some.forEach(line -> byId.put(line.key(), line));
        Map<String, Wire.Stored> there = new HashMap<>();
        Set<String> fields = new TreeSet<>();
        some.forEach(line -> fields.addAll(line.values().keySet()));
        portal.batchRead(records.kind(), byId.keySet(), null, records.asked(fields), false)
                .forEach(stored -> there.put(stored.requireId(), stored));
        byId.forEach((id, line) -> settle(
                line,
                there.containsKey(id)
                        ? stored(line, there.get(id))
                        : new WriteOutcome.Gone(records.kind().ref(id))));
    }

    /**
     * HubSpot refused all of a call, so none of it was applied. Those it blames, or that no resending can help, are
     * settled; the others are sent without them, in halves where it blames nobody (G8, G15).
     */
    private void refused(List<WriteLine> some, Complaint complaint) {
        if (some.size() == 1) {
            settle(some.get(0), alone(some.get(0), complaint));
            return;
        }
        List<WriteLine> blamed =
                some.stream().filter(line -> blames(complaint, line)).toList();
        if (!blamed.isEmpty()) {
            blamed.forEach(line -> settle(line, outcomes.refused(line, complaint)));
            send(some.stream().filter(line -> !blamed.contains(line)).toList());
            return;
        }
        int half = some.size() / 2;
        send(some.subList(0, half));
        send(some.subList(half, some.size()));
    }

    private static boolean blames(Complaint complaint, WriteLine line) {
        return complaint.keyIsNotUnique()
                || complaint.traces().contains(line.trace())
                || (complaint.notFound()
                        && line.key() != null
                        && complaint.ids().contains(line.key()))
                || complaint.hopeless().stream().anyMatch(line.properties()::containsKey);
    }

    /** A conflict without an id is about HubSpot's own key: whoever holds it is read by it. */
    private WriteOutcome alone(WriteLine line, Complaint complaint) {
        String unique = records.kind().naturalKey();
        String held = unique == null ? null : line.properties().get(unique);
        if (held == null || !complaint.conflict() || complaint.holder().isPresent() || !line.creates()) {
            return outcomes.refused(line, complaint);
        }
        try {
            return portal.batchRead(records.kind(), Set.of(held), unique, List.of(ObjectKind.ID), false).stream()
                    .findFirst()
                    .map(holder -> (WriteOutcome)
                            new WriteOutcome.AlreadyExists(records.kind().ref(holder.requireId())))
                    .orElseGet(() -> outcomes.refused(line, complaint));
        } catch (ConnectorException unreadable) {
            return new WriteOutcome.Retryable(A_WHILE);
        }
    }

    /** A call that was certainly not applied stops the batch, and the caller if nothing of it was. */
    private void halt(List<WriteLine> some, ConnectorException notApplied) {
        boolean nothingDone = true;
        for (WriteOutcome outcome : settled) {
            nothingDone &= outcome == null;
        }
        if (nothingDone) {
            throw notApplied;
        }
        halted = wait(notApplied);
        settleAll(some, new WriteOutcome.Retryable(halted));
    }

    private Duration wait(ConnectorException notApplied) {
        if (notApplied instanceof RetryLaterException later) {
            return later.after();
        } else if (notApplied instanceof QuotaExhaustedException quota) {
            return portal.until(quota.until());
        }
        return notApplied instanceof AccessDeniedException ? A_WHILE : Duration.ofSeconds(1);
    }

    /** HubSpot keeps a later lifecycle stage (G23), which is told by the receipt, or moved back where that is wanted. */
    private void moveBack() {
        List<WriteLine> some = List.copyOf(kept.keySet());
        if (!some.isEmpty() && halted == null) {
            try {
                new Lifecycle(portal, records.kind())
                        .moveBack(kept)
                        .forEach((line, stored) -> settle(line, stored(line, stored)));
            } catch (UnknownOutcomeException lost) {
                unlinked.keySet().removeAll(some);
                settleAll(some, new WriteOutcome.Unknown());
            } catch (ConnectorException notApplied) {
                unlinked.keySet().removeAll(some);
                settleAll(some, new WriteOutcome.Retryable(wait(notApplied)));
            }
        }
    }

    private void associate() {
        if (halted != null) {
            settleAll(List.copyOf(unlinked.keySet()), new WriteOutcome.Retryable(halted));
        } else {
            new LinkRound(records, outcomes, unlinked).run(this::wait).forEach(this::settle);
        }
    }

    /** A record that HubSpot does not find for a change may live on in another one (G11). */
    private void lookForMerges() {
        Map<String, WriteLine> gone = new LinkedHashMap<>();
        for (WriteLine line : lines) {
            if (settled[line.index()] instanceof WriteOutcome.Gone missing) {
                gone.put(missing.ref().id(), line);
            }
        }
        for (ReadOutcome read : outcomesOf(gone.keySet())) {
            WriteLine line = gone.get(read.id());
            if (line != null && read instanceof ReadOutcome.MergedInto merged) {
                settled[line.index()] =
                        new WriteOutcome.MergedInto(merged.survivor().ref());
            }
        }
    }

    /** Reads, or finds out nothing: gone is true enough, and the caller reads before it believes it. */
    private List<ReadOutcome> outcomesOf(Collection<String> ids) {
        if (ids.isEmpty() || halted != null) {
            return List.of();
        }
        try {
            return reader.read(ids, Set.of());
        } catch (ConnectorException unreadable) {
            return List.of();
        }
    }

    private void settleAll(List<WriteLine> some, WriteOutcome outcome) {
        some.forEach(line -> settle(line, outcome));
    }

    private void settle(WriteLine line, WriteOutcome outcome) {
        settled[line.index()] = outcome;
    }
}
