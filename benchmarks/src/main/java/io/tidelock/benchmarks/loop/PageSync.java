package io.tidelock.benchmarks.loop;

import io.tidelock.benchmarks.workload.Contact;
import io.tidelock.benchmarks.workload.Crm;
import io.tidelock.benchmarks.workload.Patient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sync as a careful developer writes it: everything in bulk, unchanged records out by one digest, matched by e-mail. No
 * three-way merge, no intents, no claims: killed between the write and the commit it depends on the e-mail look-up alone.
 */
public final class PageSync {

    private final Crm crm;
    private final LinkTable links;
    private final Digest digest = new Digest();

    /** Syncs to a CRM, and keeps links in a table. */
    public PageSync(Crm crm, LinkTable links) {
        this.crm = crm;
        this.links = links;
    }

    /** Takes over up to 100 patients. */
    public void take(List<? extends Patient> page) {
        Map<String, Link> known =
                links.load(page.stream().<String>map(Patient::id).toList());
        List<Pending> pending = new ArrayList<>();
        for (Patient patient : page) {
            ByteBuffer shown = digest.of(patient.row());
            Link link = known.get(patient.id());
            if (link == null || !link.base().equals(shown)) {
                pending.add(new Pending(patient, shown, link == null ? Optional.empty() : Optional.of(link.contact())));
            }
        }
        if (!pending.isEmpty()) {
            write(matched(pending));
        }
    }

    private List<Pending> matched(List<Pending> pending) {
        List<String> asked = pending.stream()
                .filter(one -> one.contact().isEmpty())
                .map(one -> one.patient().email())
                .toList();
        if (asked.isEmpty()) {
            return pending;
        }
        List<Optional<Contact>> found = crm.byEmail(asked);
        List<Pending> matched = new ArrayList<>(pending.size());
        int next = 0;
        for (Pending one : pending) {
            matched.add(one.contact().isPresent() ? one : one.with(found.get(next++)));
        }
        return matched;
    }

    private void write(List<Pending> pending) {
        List<Contact> written = crm.write(pending.stream()
                .map(one ->
                        new Crm.Write(one.contact().orElse(null), one.patient().row()))
                .toList());
        List<Link> made = new ArrayList<>(pending.size());
        for (int i = 0; i < written.size(); i++) {
            Pending one = pending.get(i);
            made.add(new Link(one.patient().id(), written.get(i).id(), one.shown()));
        }
        links.save(made);
    }

    private record Pending(Patient patient, ByteBuffer shown, Optional<String> contact) {

        Pending with(Optional<Contact> found) {
            return new Pending(patient, shown, found.map(Contact::id));
        }
    }
}
