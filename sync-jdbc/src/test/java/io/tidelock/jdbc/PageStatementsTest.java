package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of a hundred records asks of a database: few statements, and none about what is not there. */
class PageStatementsTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final String FLOW = "patients";
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final List<RecordRef> PATIENTS = page("patient");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Unreliable watched;

    @SuppressWarnings("NullAway.Init")
    private JdbcStore store;

    @BeforeEach
    void open() {
        watched = new Unreliable(Sqlite.file(folder.resolve("store.db")));
        store = JdbcStore.open(watched.source());
        watched.prepared().clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void pageOfUnremarkableRecordsIsLookedUpAmongLinksOnly() {
        store.load(StoreRequest.about(CLINIC, FLOW, Side.SOURCE, PATIENTS));

        assertThat(asking("ref_id IN")).isEmpty();
        assertThat(asking("source_id IN")).hasSize(1);
    }

    @Test
    void newPairsOfWhomNobodySaidAnythingTakeNothingBack() {
        store.commit(newPairs());

        assertThat(asking("DELETE FROM tidelock_verdict")).isEmpty();
        assertThat(asking("INSERT INTO tidelock_link"))
                .singleElement()
                .satisfies(sql -> assertThat(sql.split("\\(\\?", -1)).hasSize(101));
    }

    @Test
    void newPairsAreNotLookedForBeforeTheyAreLinked() {
        store.commit(newPairs());

        assertThat(asking("SELECT source_id")).isEmpty();
    }

    @Test
    void newPairsAreLookedForOnceOneOfThemIsInTheWay() {
        store.commit(newPairs());
        StoreCommit moved = new StoreCommit(CLINIC);
        moved.put(StoredLink.between(FLOW, PATIENTS.get(0), RecordRef.of(RecordType.of("contact"), "another"), NOW));
        store.commit(moved);

        assertThat(asking("SELECT source_id")).hasSize(2);
    }

    @Test
    void intentsAreAnnouncedAndClosedWithoutLookingAtAnyThatIsThere() {
        ClaimKey email = new ClaimKey("email", new Fingerprint(1, 2));
        Parked.Key origin = new Parked.Key(FLOW, Side.SOURCE, PATIENTS.get(0));
        Intent intent = new Intent("intent", origin, Side.TARGET, null, List.of(email), Base.none(), NOW);
        StoreCommit announced = new StoreCommit(CLINIC);
        announced.announce(intent);
        StoreCommit closed = new StoreCommit(CLINIC);
        closed.close(intent);

        store.commit(announced);
        store.commit(closed);

        assertThat(asking("tidelock_intent")).noneMatch(sql -> sql.startsWith("SELECT"));
        assertThat(asking("tidelock_claim")).noneMatch(sql -> sql.startsWith("SELECT"));
    }

    @Test
    void newPairOfWhomSomethingWasSaidTakesItBack() {
        StoreCommit said = new StoreCommit(CLINIC);
        Parked.Key held = new Parked.Key(FLOW, Side.SOURCE, PATIENTS.get(7));
        said.put(new StoredVerdict(held, "CONFLICT", "Both changed", NOW));
        store.commit(said);

        store.commit(newPairs());

        assertThat(store.countVerdicts(CLINIC, FLOW, Side.SOURCE)).isEmpty();
    }

    @Test
    void hundredAndThirtySevenIntentsAreAnnouncedAndClosedWhole() {
        StoreCommit announced = new StoreCommit(CLINIC);
        StoreCommit closed = new StoreCommit(CLINIC);
        for (int i = 0; i < 137; i++) {
            Parked.Key origin = new Parked.Key(FLOW, Side.SOURCE, RecordRef.of(RecordType.of("patient"), "p" + i));
            announced.announce(
                    new Intent("intent " + i, origin, Side.TARGET, null, List.of(), Base.none(), NOW.plusSeconds(i)));
            closed.close("intent " + i, List.of());
        }

        store.commit(announced);
        assertThat(store.openIntents(CLINIC, FLOW))
                .extracting(Intent::id)
                .hasSize(137)
                .endsWith("intent 136");
        store.commit(closed);

        assertThat(store.openIntents(CLINIC, FLOW)).isEmpty();
    }

    private static StoreCommit newPairs() {
        StoreCommit commit = new StoreCommit(CLINIC);
        List<RecordRef> contacts = page("contact");
        for (int i = 0; i < PATIENTS.size(); i++) {
            commit.put(StoredLink.between(FLOW, PATIENTS.get(i), contacts.get(i), NOW));
            commit.forget(new Parked.Key(FLOW, Side.SOURCE, PATIENTS.get(i)));
            commit.forget(new Parked.Key(FLOW, Side.TARGET, contacts.get(i)));
        }
        return commit;
    }

    private List<String> asking(String what) {
        return watched.prepared().stream().filter(sql -> sql.contains(what)).toList();
    }

    private static List<RecordRef> page(String type) {
        return IntStream.range(0, 100)
                .mapToObj(i -> RecordRef.of(RecordType.of(type), "id " + i))
                .toList();
    }
}
