package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.FlaggedRecords.FlaggedPage;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that {@link FlaggedRecords} lists the records whose flag is raised, once the index knows. */
@DisplayName("A list of flagged records")
public abstract class FlaggedRecordsContract extends ConnectorContract {

    /** Makes the contract. */
    protected FlaggedRecordsContract() {}

    /** Returns a field that is declared in the account and empty in the sample. */
    protected abstract Field flag();

    /** Returns the text that raises the flag; {@code Yes} by default. */
    protected String raised() {
        return "Yes";
    }

    /** Returns the text that lowers the flag; {@code No} by default. */
    protected String lowered() {
        return "No";
    }

    @Test
    @DisplayName("shows those whose flag is raised and no others")
    void showsThoseThatAreRaised() {
        List<RecordRef> created = createSamples(3);
        system().edit(created.get(0), flag(), raised());
        system().edit(created.get(1), flag(), lowered());

        assertThat(flagged()).containsExactly(created.get(0));
    }

    @Test
    @DisplayName("shows a record no longer whose flag was lowered")
    void loweredFlagLeavesTheList() {
        RecordRef ref = createSample(1);
        system().edit(ref, flag(), raised());
        settle();

        system().edit(ref, flag(), lowered());

        assertThat(flagged()).isEmpty();
    }

    @Test
    @DisplayName("shows all of more records than a page holds, and comes to an end")
    void showsMoreThanAPage() {
        List<RecordRef> created = createSamples(system().pageSize() + 1);
        created.forEach(ref -> system().edit(ref, flag(), raised()));

        assertThat(flagged()).containsExactlyInAnyOrderElementsOf(created);
    }

    private List<RecordRef> flagged() {
        settle();
        FlaggedRecords flagged = capability(access().flagged(), "FlaggedRecords");
        List<RecordRef> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            FlaggedPage page = flagged.flagged(flag(), Value.text(raised()), after);
            all.addAll(page.refs());
            after = page.next().orElse(null);
            assertThat(all.size()).as("records shown").isLessThan(10_000);
        } while (after != null);
        return all;
    }
}
