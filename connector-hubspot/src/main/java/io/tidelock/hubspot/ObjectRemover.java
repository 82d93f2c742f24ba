package io.tidelock.hubspot;

import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.RecordRef;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Archives in batches; people can restore what was archived for 90 days. HubSpot says nothing about the single records, nor
 * whether they were there (§2.1, G24).
 */
final class ObjectRemover implements RecordRemover {

    private final Portal portal;
    private final ObjectKind kind;

    ObjectRemover(Portal portal, ObjectKind kind) {
        this.portal = portal;
        this.kind = kind;
    }

    @Override
    public int batchLimit() {
        return Portal.BATCH;
    }

    @Override
    public List<WriteOutcome> remove(List<RecordRef> refs) {
        check(refs);
        Wire.ArchiveRequest request = new Wire.ArchiveRequest(
                refs.stream().map(ref -> new Wire.Id(ref.id())).toList());
        try {
            portal.api()
                    .batchArchive(portal.paths().objects(), kind.path(), request)
                    .write();
        } catch (UnknownOutcomeException lost) {
            return Collections.nCopies(refs.size(), new WriteOutcome.Unknown());
        }
        return refs.stream()
                .<WriteOutcome>map(ref -> new WriteOutcome.Written(ref, false, Optional.empty()))
                .toList();
    }

    private void check(List<RecordRef> refs) {
        if (refs.isEmpty() || refs.size() > Portal.BATCH) {
            throw new IllegalArgumentException("A batch has 1 to " + Portal.BATCH + " records, not " + refs.size());
        }
        refs.stream().filter(ref -> !ref.type().equals(kind.type())).findFirst().ifPresent(ref -> {
            throw new IllegalArgumentException(ref + " was sent to the remover of " + kind.type());
        });
    }
}
