package io.tidelock.benchmarks.tidelock;

import io.tidelock.benchmarks.workload.Patient;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import io.tidelock.benchmarks.workload.WrongResultException;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The source as one side of a sync. No record is read by id: the workload never asks for it.
 *
 * @param feed the source
 */
record PatientConnector(PatientFeed feed) implements Connector, ChangeFeed {

    @Override
    public AccountId account() {
        return AccountId.of("patients", "main");
    }

    @Override
    public RecordAccess access(RecordType type) {
        return !type.equals(Fields.PATIENT)
                ? RecordAccess.none(type)
                : RecordAccess.of(type)
                        .feed(this)
                        .reader((ids, fields) -> {
                            throw new WrongResultException("Nobody should read patients by id");
                        })
                        .build();
    }

    @Override
    public Cursor since(Instant start) {
        return Cursor.of("0");
    }

    @Override
    public ChangePage changesAfter(Cursor after, Set<String> fields) {
        Page page = feed.after(Long.parseLong(after.text()));
        List<Change> changes = new ArrayList<>(page.patients().size());
        for (Patient patient : page.patients()) {
            changes.add(Change.upsert(
                    new RowRecord(RecordRef.of(Fields.PATIENT, patient.id()), patient.row(), Fields.OF_PATIENTS)));
        }
        return new ChangePage(changes, Cursor.of(Long.toString(page.next())), page.more());
    }
}
