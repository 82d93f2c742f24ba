package io.tidelock.testkit.simulation;

import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The pages that a feed showed and past which it was not yet moved. */
final class ShownPages {

    private final Deque<Page> pages = new ArrayDeque<>();

    private record Page(List<RecordRef> refs, Cursor next) {}

    void add(Collection<RecordRef> refs, Cursor next) {
        pages.add(new Page(List.copyOf(refs), next));
    }

    /** Returns, once, what was shown before a feed's new position; all of it where no page led there. */
    Set<RecordRef> before(Cursor position) {
        boolean known = pages.stream().anyMatch(page -> page.next().equals(position));
        Set<RecordRef> refs = new LinkedHashSet<>();
        while (!pages.isEmpty()
                && (!known || pages.stream().anyMatch(page -> page.next().equals(position)))) {
            refs.addAll(pages.remove().refs());
        }
        return refs;
    }
}
