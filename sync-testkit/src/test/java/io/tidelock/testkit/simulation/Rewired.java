package io.tidelock.testkit.simulation;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import java.util.List;

/** A system of which some capabilities behave otherwise. */
abstract class Rewired implements Connector {
    private final Connector system;

    Rewired(Connector system) {
        this.system = system;
    }

    @Override
    public AccountId account() {
        return system.account();
    }

    @Override
    public List<CallsLeft> budget() {
        return system.budget();
    }

    @Override
    public RecordAccess access(RecordType type) {
        return rewired(type, system.access(type)).build();
    }

    RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
        RecordAccess.Builder same = RecordAccess.of(type).associations(access.associations());
        access.feed().ifPresent(same::feed);
        access.flagged().ifPresent(same::flagged);
        access.range().ifPresent(same::range);
        access.reader().ifPresent(same::reader);
        access.finder().ifPresent(same::finder);
        access.writer().ifPresent(same::writer);
        access.remover().ifPresent(same::remover);
        return same;
    }
}
