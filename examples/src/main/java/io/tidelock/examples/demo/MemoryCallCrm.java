package io.tidelock.examples.demo;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Call;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Note;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Task;
import io.tidelock.testkit.InMemoryCrm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A CRM in memory. */
final class MemoryCallCrm implements CallCrm {

    private final InMemoryCrm crm;

    MemoryCallCrm(Clock clock) {
        crm = InMemoryCrm.builder().clock(clock).build();
    }

    @Override
    public Connector connector() {
        return crm;
    }

    @Override
    public void user(String email) {
        crm.create(Owner.TYPE, Map.of(Owner.EMAIL, email));
    }

    @Override
    public List<Integer> counts() {
        return Stream.of(Contact.TYPE, Deal.TYPE, Call.TYPE, Task.TYPE, Note.TYPE)
                .map(type -> crm.records(type).size())
                .toList();
    }

    @Override
    public boolean hasRecording(String url) {
        return crm.records(Call.TYPE).stream()
                .anyMatch(call -> call.value(Call.RECORDING.name()).plain().equals(url));
    }

    @Override
    public boolean allDealsAreOf(String email) {
        String owner = crm.records(Owner.TYPE).stream()
                .filter(one -> one.value(Owner.EMAIL.name()).plain().equals(email))
                .findFirst()
                .orElseThrow()
                .ref()
                .id();
        return crm.records(Deal.TYPE).stream()
                .allMatch(deal -> deal.value(Deal.OWNER.name()).plain().equals(owner));
    }

    @Override
    public void close() {
        // nothing is open
    }
}
