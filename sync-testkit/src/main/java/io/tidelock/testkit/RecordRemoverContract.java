package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Proves that a {@link RecordRemover} takes out of sight what it was asked to, nothing else, and however often it is asked.
 * Needs a reader.
 */
@DisplayName("A record remover")
public abstract class RecordRemoverContract extends ConnectorContract {

    /** Makes the contract. */
    protected RecordRemoverContract() {}

    @Test
    @DisplayName("takes records out of sight, and leaves the others alone")
    void takesRecordsOutOfSight() {
        List<RecordRef> created = createSamples(3);

        List<WriteOutcome> outcomes = remove(List.of(created.get(2), created.get(0)));

        assertThat(outcomes).hasSize(2).allMatch(RecordRemoverContract::isOutOfSight);
        assertThat(system().records()).containsExactly(created.get(1));
        assertThat(readOutcome(created.get(0)))
                .isIn(
                        new ReadOutcome.Archived(created.get(0).id()),
                        new ReadOutcome.Missing(created.get(0).id()));
    }

    @Test
    @DisplayName("removes more records than a batch takes, in batches")
    void removesMoreThanABatch() {
        List<RecordRef> created = createSamples(remover().batchLimit() + 1);

        List<WriteOutcome> outcomes = remove(created);

        assertThat(outcomes).hasSize(created.size()).allMatch(RecordRemoverContract::isOutOfSight);
        assertThat(system().records()).isEmpty();
    }

    @Test
    @DisplayName("may be asked again: what is out of sight stays there, and stops no other")
    void removesOnce() {
        List<RecordRef> created = createSamples(2);
        remove(created.subList(0, 1));

        List<WriteOutcome> outcomes = remove(created);

        assertThat(outcomes).hasSize(2).allMatch(RecordRemoverContract::isOutOfSight);
        assertThat(system().records()).isEmpty();
    }

    @Test
    @DisplayName("counts a record that never was as out of sight")
    void unknownRecordIsOutOfSight() {
        RecordRef never = RecordRef.of(system().type(), system().unknownId());
        RecordRef there = createSample(1);

        List<WriteOutcome> outcomes = remove(List.of(never, there));

        assertThat(outcomes).hasSize(2).allMatch(RecordRemoverContract::isOutOfSight);
        assertThat(system().records()).isEmpty();
    }

    @Test
    @DisplayName("says that it does not know when the answer was lost, and can then be asked again")
    void lostAnswerMayBeRepeated() {
        RecordRef ref = createSample(1);
        system().loseNextAnswer();

        WriteOutcome lost = remove(List.of(ref)).get(0);
        WriteOutcome again = remove(List.of(ref)).get(0);

        assertThat(lost).isEqualTo(new WriteOutcome.Unknown());
        assertThat(again).matches(RecordRemoverContract::isOutOfSight);
        assertThat(system().records()).isEmpty();
    }

    private RecordRemover remover() {
        return capability(access().remover(), "RecordRemover");
    }

    private List<WriteOutcome> remove(List<RecordRef> refs) {
        RecordRemover remover = remover();
        int limit = remover.batchLimit();
        assertThat(limit).as("the batch limit").isPositive();
        List<WriteOutcome> outcomes = new ArrayList<>();
        IntStream.iterate(0, from -> from < refs.size(), from -> from + limit)
                .mapToObj(from -> refs.subList(from, Math.min(refs.size(), from + limit)))
                .forEach(batch -> outcomes.addAll(remover.remove(batch)));
        return outcomes;
    }

    private static boolean isOutOfSight(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.Written || outcome instanceof WriteOutcome.Gone;
    }
}
