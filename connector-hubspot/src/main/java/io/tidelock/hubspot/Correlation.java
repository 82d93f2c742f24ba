package io.tidelock.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which line each part of a batch's answer is about: by trace id, else by the unique property's value or the
 * id, never by order (§2.4, G25). What cannot be told for certain stays unmatched.
 */
final class Correlation {

    private final ObjectKind kind;
    private final Set<WriteLine> unmatched;
    private final Map<String, WriteLine> traces;
    private final Map<WriteLine, Wire.Stored> written = new HashMap<>();
    private final Map<WriteLine, Complaint> refused = new HashMap<>();

    private Correlation(ObjectKind kind, List<WriteLine> lines) {
        this.kind = kind;
        this.unmatched = new LinkedHashSet<>(lines);
        this.traces = lines.stream().collect(Collectors.toMap(WriteLine::trace, line -> line));
    }

    static Correlation of(ObjectKind kind, List<WriteLine> lines, Wire.Batch answer) {
        Correlation correlation = new Correlation(kind, lines);
        correlation.match(answer);
        return correlation;
    }

    Optional<Wire.Stored> written(WriteLine line) {
        return Optional.ofNullable(written.get(line));
    }

    Optional<Complaint> refused(WriteLine line) {
        return Optional.ofNullable(refused.get(line));
    }

    private void match(Wire.Batch answer) {
        List<Complaint> vague = new ArrayList<>();
        for (Wire.Problem problem : answer.errors()) {
            Complaint complaint = Complaint.of(problem);
            List<WriteLine> named = named(complaint);
            named.forEach(line -> take(line, () -> refused.put(line, complaint)));
            if (named.isEmpty()) {
                vague.add(complaint);
            }
        }
        List<Wire.Stored> traceless = new ArrayList<>();
        for (Wire.Stored stored : answer.results()) {
            WriteLine line = stored.objectWriteTraceId() == null ? null : traces.get(stored.objectWriteTraceId());
            if (line != null) {
                take(line, () -> written.put(line, stored));
            } else if (stored.id() != null) {
                traceless.add(stored);
            }
        }
        traceless.removeIf(this::matchByContent);
        matchTheLast(traceless, vague);
    }

    /** One line and one part of the answer are left: they belong together. */
    private void matchTheLast(List<Wire.Stored> results, List<Complaint> complaints) {
        if (unmatched.size() != 1 || results.size() + complaints.size() != 1) {
            return;
        }
        WriteLine last = unmatched.iterator().next();
        if (!results.isEmpty() && last.verb() != WriteLine.Verb.UPDATE) {
            take(last, () -> written.put(last, results.get(0)));
        } else if (!complaints.isEmpty()) {
            take(last, () -> refused.put(last, complaints.get(0)));
        }
    }

    private List<WriteLine> named(Complaint complaint) {
        Set<WriteLine> named = new LinkedHashSet<>();
        for (String trace : complaint.traces()) {
            WriteLine line = traces.get(trace);
            if (line != null) {
                named.add(line);
            }
        }
        if (named.isEmpty()) {
            List<String> ids = complaint.ids();
            unmatched.stream()
                    .filter(line -> line.key() != null && ids.contains(line.key()))
                    .forEach(named::add);
        }
        return List.copyOf(named);
    }

    private boolean matchByContent(Wire.Stored stored) {
        List<WriteLine> owners =
                unmatched.stream().filter(line -> line.owns(stored, kind)).toList();
        if (owners.size() != 1) {
            return false;
        }
        take(owners.get(0), () -> written.put(owners.get(0), stored));
        return true;
    }

    private void take(WriteLine line, Runnable match) {
        if (unmatched.remove(line)) {
            match.run();
        }
    }
}
