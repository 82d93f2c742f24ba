package io.tidelock.testkit;

import io.tidelock.connector.Connector;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the contracts need of a vendor: a fresh, empty account with the connector under test on one side and, on the other,
 * what a person does in the vendor's user interface. One test class implements it, usually over a fake server, and serves
 * every contract.
 *
 * <p>What is done here bypasses the connector.
 */
public interface ContractSystem extends AutoCloseable {

    /** Returns a connector to the account: a new one each time, as after a restart, where the connector is more than a fake. */
    Connector connector();

    /** Returns the type of records under test. */
    RecordType type();

    /** Returns the vendor's clock, which is the connector's as well. Waiting for limits or an index only moves it. */
    ManualClock clock();

    /**
     * Returns the values of a record that is not there yet: everything the vendor demands and at least two fields.
     *
     * @param number 0 or more; records of different numbers differ in every field
     */
    Map<Field, String> sample(int number);

    /**
     * Returns one of the sample's fields that holds any text, several lines included, may be emptied and need not be
     * unique. The contracts edit, write and empty it.
     */
    Field textField();

    /** Creates a record as a person would. */
    RecordRef create(Map<Field, String> values);

    /** Edits a field as a person would; null empties it. */
    void edit(RecordRef ref, Field field, @Nullable String text);

    /** Removes a record as a person would: archives it where the vendor archives, deletes it otherwise. */
    void remove(RecordRef ref);

    /** Returns the records that are there, without the removed ones. */
    List<RecordRef> records();

    /** Returns how many requests the system has answered or dropped so far. */
    int requests();

    /** Lets the next request that writes be applied and its answer be lost. Only the writer's contracts ask for it. */
    void loseNextAnswer();

    /** Returns how many records a page of the vendor's feed holds; the default is 100. */
    default int pageSize() {
        return 100;
    }

    /** Returns an id such as the vendor gives, of a record that never was. */
    default String unknownId() {
        return "999999999";
    }

    /** Releases what was opened; called after every test. */
    @Override
    default void close() {}
}
