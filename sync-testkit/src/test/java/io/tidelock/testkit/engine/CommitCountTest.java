package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Intent;
import io.tidelock.store.StoreCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often a pass waits for the disk, with 250 records and pages of 100. */
class CommitCountTest {

    private static final int RECORDS = 250;
    private static final int PAGES = 3;

    private final List<Integer> commits = new ArrayList<>();
    private final Clinic clinic = Clinic.setup()
            .store(new WatchedStore(new InMemoryStore(), () -> {}, commit -> commits.add(commit.changes())).store())
            .build();

    @Test
    void pageIsAnnouncedAndThenSettledTogetherWithThePosition() {
        clinic.pass();
        fill();
        commits.clear();

        clinic.pass();

        assertThat(clinic.contacts()).hasSize(RECORDS);
        assertThat(commits).hasSize(2 * PAGES);
    }

    @Test
    void pagesThatChangeNothingShareOneCommit() {
        fill();
        clinic.pass();
        clinic.clinic.records(Clinic.PATIENT).forEach(patient -> clinic.clinic.touch(patient.ref()));
        commits.clear();

        assertThat(clinic.pass().quiet()).isTrue();

        assertThat(clinic.clinic.calls().feedPages()).isGreaterThanOrEqualTo(2 * PAGES);
        assertThat(commits).containsExactly(0);
    }

    @Test
    void claimOnWhatThePrimaryStoreShowsAtOnceGoesWithItsIntent() {
        List<StoreCommit> stored = new ArrayList<>();
        Clinic unique = Clinic.setup()
                .store(new WatchedStore(new InMemoryStore(), () -> {}, stored::add).store())
                .build();
        unique.patient("Ada", "Byron", "ada@example.com", null);

        unique.pass();

        assertThat(stored)
                .flatExtracting(StoreCommit::announced)
                .flatExtracting(Intent::claims)
                .isNotEmpty();
        assertThat(stored).extracting(StoreCommit::boundClaims).allMatch(Map::isEmpty);
    }

    private void fill() {
        for (int i = 0; i < RECORDS; i++) {
            clinic.patient("First" + i, "Last" + i, "p" + i + "@example.com", null);
        }
    }
}
