package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Change;
import io.tidelock.record.RecordRef;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that merged records lead to their survivor. For systems that merge; needs feed, reader and writer. */
@DisplayName("A system that merges")
public abstract class MergeContract extends WriteContract {

    /** Makes the contract. */
    protected MergeContract() {}

    /**
     * Merges two records as a person would; the first is to survive where the vendor lets people choose.
     *
     * @return the record that they are now, which may be a third one
     */
    protected abstract RecordRef merge(RecordRef first, RecordRef second);

    @Test
    @DisplayName("reads the survivor in place of an absorbed record")
    void absorbedRecordReadsAsItsSurvivor() {
        List<RecordRef> two = createSamples(2);

        RecordRef survivor = merge(two.get(0), two.get(1));

        ReadOutcome outcome = readOutcome(two.get(1));
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MergedInto.class, merged -> {
            assertThat(merged.id()).isEqualTo(two.get(1).id());
            assertThat(merged.survivor().ref()).isEqualTo(survivor);
        });
        assertThat(read(survivor).ref()).isEqualTo(survivor);
    }

    @Test
    @DisplayName("shows the merge in its change feed, and the absorbed record never as if it were there")
    void feedShowsTheMerge() {
        List<RecordRef> two = createSamples(2);
        var feed = capability(access().feed(), "ChangeFeed");
        FeedWalk walk = new FeedWalk(
                () -> capability(access().feed(), "ChangeFeed"),
                fields(),
                feed.since(system().clock().instant()));
        walk.settle(system().clock(), SETTLING).forget();

        RecordRef survivor = merge(two.get(0), two.get(1));

        walk.settle(system().clock(), SETTLING);
        assertThat(walk.seen())
                .as("the merge")
                .anySatisfy(change -> assertThat(change).isInstanceOfSatisfying(Change.Merge.class, merge -> {
                    assertThat(merge.ref()).isEqualTo(survivor);
                    assertThat(merge.absorbed()).contains(two.get(1));
                }));
        assertThat(walk.latest(two.get(1))).as("the absorbed record").isEmpty();
    }

    @Test
    @DisplayName("does not bring an absorbed record back by an update: it says where to look, or writes there")
    void updateOfAnAbsorbedRecordBringsNothingBack() {
        List<RecordRef> two = createSamples(2);
        RecordRef survivor = merge(two.get(0), two.get(1));

        WriteOutcome outcome = write(update(two.get(1), textField(), "Updated")).get(0);

        if (outcome instanceof WriteOutcome.Written written) {
            assertThat(written.ref()).isEqualTo(survivor);
        } else {
            assertThat(outcome).isEqualTo(new WriteOutcome.MergedInto(survivor));
        }
        assertThat(system().records()).containsExactly(survivor);
    }
}
