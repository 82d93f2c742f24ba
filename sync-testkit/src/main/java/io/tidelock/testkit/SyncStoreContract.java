package io.tidelock.testkit;

import static io.tidelock.testkit.StoreSamples.ADA;
import static io.tidelock.testkit.StoreSamples.BO;
import static io.tidelock.testkit.StoreSamples.CONTACT;
import static io.tidelock.testkit.StoreSamples.EMAIL;
import static io.tidelock.testkit.StoreSamples.FLOW;
import static io.tidelock.testkit.StoreSamples.MINE;
import static io.tidelock.testkit.StoreSamples.NOW;
import static io.tidelock.testkit.StoreSamples.OTHERS;
import static io.tidelock.testkit.StoreSamples.OTHER_CONTACT;
import static io.tidelock.testkit.StoreSamples.PHONE;
import static io.tidelock.testkit.StoreSamples.creation;
import static io.tidelock.testkit.StoreSamples.full;
import static io.tidelock.testkit.StoreSamples.key;
import static io.tidelock.testkit.StoreSamples.link;
import static io.tidelock.testkit.StoreSamples.pending;
import static io.tidelock.testkit.StoreSamples.quarantined;
import static io.tidelock.testkit.StoreSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.SyncStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a {@link SyncStore} has to prove: extend it and hand in an empty store. */
@DisplayName("A sync store")
public abstract class SyncStoreContract
        implements StoredLinksContract, StoreLedgerContract, StoreJournalContract, StoreCollisionsContract {

    @SuppressWarnings("NullAway.Init") // set before every test
    private SyncStore store;

    /** For hosts' and our own stores to extend. */
    protected SyncStoreContract() {}

    /** Returns a store that holds nothing; called before every test. */
    protected abstract SyncStore emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    /** Returns the store under test. */
    @Override
    public final SyncStore store() {
        return store;
    }

    @Test
    @DisplayName("knows nothing at first, and answers an empty request with nothing")
    void startsEmpty() {
        assertThat(load(Side.SOURCE).links()).isEmpty();
        StoreSnapshot nothing = store.load(StoreRequest.about(MINE, FLOW, Side.SOURCE, List.of()));
        assertThat(nothing.links()).isEmpty();
        assertThat(nothing.parked()).isEmpty();
        assertThat(nothing.verdicts()).isEmpty();
        assertThat(nothing.claims()).isEmpty();
        assertThat(store.due(MINE, FLOW, NOW, 10)).isEmpty();
        assertThat(store.parked(MINE, FLOW, 10)).isEmpty();
        assertThat(store.openIntents(MINE, FLOW)).isEmpty();
        assertThat(store.position(MINE, "feed")).isEmpty();
        assertThat(store.activatedAt(MINE, FLOW)).isEmpty();
        assertThat(store.commit(new StoreCommit(MINE))).isEmpty();
    }

    @Test
    @DisplayName("shows a link under both of its ends, with everything it holds")
    void linkStandsUnderBothEnds() {
        StoredLink link = full(ADA, CONTACT);

        commit(commit -> commit.put(link));

        assertThat(load(Side.SOURCE).links()).containsOnly(Map.entry(ADA, link));
        assertThat(load(Side.TARGET).links()).containsOnly(Map.entry(CONTACT, link));
    }

    @Test
    @DisplayName("replaces the link of a source record, whose former target is free then")
    void linkIsReplaced() {
        commit(commit -> commit.put(link(ADA, CONTACT)));

        commit(commit -> commit.put(link(ADA, OTHER_CONTACT)));

        assertThat(load(Side.SOURCE).links()).containsOnly(Map.entry(ADA, link(ADA, OTHER_CONTACT)));
        assertThat(load(Side.TARGET).links()).containsOnlyKeys(OTHER_CONTACT);
    }

    @Test
    @DisplayName("lets two links swap their targets in one commit")
    void linksSwap() {
        commit(commit -> {
            commit.put(link(ADA, CONTACT));
            commit.put(link(BO, OTHER_CONTACT));
        });

        commit(commit -> {
            commit.put(link(ADA, OTHER_CONTACT));
            commit.put(link(BO, CONTACT));
        });

        assertThat(load(Side.TARGET).links())
                .containsOnly(
                        Map.entry(CONTACT, link(BO, CONTACT)), Map.entry(OTHER_CONTACT, link(ADA, OTHER_CONTACT)));
        assertThat(load(Side.SOURCE).links()).hasSize(2);
    }

    @Test
    @DisplayName("refuses to link a target record a second time, and stores nothing of that commit")
    void targetIsUnique() {
        commit(commit -> commit.put(link(ADA, CONTACT)));
        StoreCommit second = new StoreCommit(MINE);
        second.put(link(BO, CONTACT));
        second.park(pending(BO, NOW));
        second.move("feed", new FeedPosition(Cursor.of("c"), NOW, true));

        assertThatThrownBy(() -> store.commit(second)).isInstanceOf(IllegalStateException.class);

        assertThat(load(Side.SOURCE).links()).containsOnlyKeys(ADA);
        assertThat(store.parked(MINE, FLOW, 10)).isEmpty();
        assertThat(store.position(MINE, "feed")).isEmpty();
    }

    @Test
    @DisplayName("lets a target record be linked anew in the commit that removes its link")
    void targetIsFreedFirst() {
        commit(commit -> commit.put(link(ADA, CONTACT)));

        commit(commit -> {
            commit.put(link(BO, CONTACT));
            commit.remove(link(ADA, CONTACT));
        });

        assertThat(load(Side.SOURCE).links()).containsOnlyKeys(BO);
    }

    @Test
    @DisplayName("removes a link only if it is still between the same two records")
    void staleRemovalDoesNothing() {
        commit(commit -> commit.put(link(ADA, OTHER_CONTACT)));

        commit(commit -> commit.remove(link(ADA, CONTACT)));

        assertThat(load(Side.SOURCE).links()).containsOnlyKeys(ADA);
        assertThat(load(Side.TARGET).links()).containsOnlyKeys(OTHER_CONTACT);
    }

    @Test
    @DisplayName("keeps the links of one record in two flows apart, also within a commit")
    void flowsAreApart() {
        StoredLink elsewhere = StoredLink.between("deals", ADA, CONTACT, NOW);

        commit(commit -> {
            commit.put(link(ADA, CONTACT));
            commit.put(elsewhere);
        });

        assertThat(load(Side.SOURCE).links()).containsOnly(Map.entry(ADA, link(ADA, CONTACT)));
        assertThat(store.load(StoreRequest.about(MINE, "deals", Side.TARGET, Set.of(CONTACT)))
                        .links())
                .containsOnly(Map.entry(CONTACT, elsewhere));
    }

    @Test
    @DisplayName("keeps integrations apart")
    void integrationsAreApart() {
        commit(commit -> {
            commit.put(link(ADA, CONTACT));
            commit.park(pending(BO, NOW));
            commit.announce(creation("i1", ADA, NOW, EMAIL));
            commit.activate(FLOW, NOW);
            commit.move("feed", new FeedPosition(Cursor.of("c"), NOW, true));
        });
        StoreCommit theirs = new StoreCommit(OTHERS);
        theirs.put(link(BO, CONTACT));
        theirs.announce(creation("i1", ADA, NOW, EMAIL));

        assertThat(store.commit(theirs)).isEmpty();

        assertThat(store.due(OTHERS, FLOW, NOW, 10)).isEmpty();
        assertThat(store.activatedAt(OTHERS, FLOW)).isEmpty();
        assertThat(store.position(OTHERS, "feed")).isEmpty();
        assertThat(load(Side.SOURCE).links()).containsOnlyKeys(ADA);
    }

    @Test
    @DisplayName("refuses an intent whose claim another one holds, and stores the rest of the commit")
    void claimIsExclusive() {
        commit(commit -> commit.announce(creation("i1", ADA, NOW, EMAIL, PHONE)));
        StoreCommit second = new StoreCommit(MINE);
        second.announce(creation("i2", BO, NOW, PHONE));
        second.park(pending(BO, NOW));

        assertThat(store.commit(second)).containsExactly("i2");

        assertThat(store.openIntents(MINE, FLOW)).extracting(Intent::id).containsExactly("i1");
        assertThat(store.parked(MINE, FLOW, 10)).hasSize(1);
    }

    @Test
    @DisplayName("lets the first of two intents of one commit have a claim")
    void claimIsExclusiveWithinACommit() {
        StoreCommit both = new StoreCommit(MINE);
        both.announce(creation("i1", ADA, NOW, EMAIL));
        both.announce(creation("i2", BO, NOW, EMAIL));

        assertThat(store.commit(both)).containsExactly("i2");
    }

    @Test
    @DisplayName("refuses an intent that is open already, and takes it again once it is closed")
    void openIntentIsExclusive() {
        commit(commit -> commit.announce(creation("i1", ADA, NOW, EMAIL)));
        StoreCommit again = new StoreCommit(MINE);
        again.announce(creation("i1", ADA, NOW, EMAIL));
        StoreCommit closing = new StoreCommit(MINE);
        closing.close("i1", List.of(EMAIL));
        closing.announce(creation("i1", ADA, NOW, PHONE));

        assertThat(store.commit(again)).containsExactly("i1");
        assertThat(store.commit(closing)).isEmpty();
        assertThat(claims()).as("given up and won anew").containsOnlyKeys(PHONE);
    }

    @Test
    @DisplayName("gives the claims of a closed intent up, unless they are bound to a record")
    void closingGivesClaimsUp() {
        commit(commit -> commit.announce(creation("i1", ADA, NOW, EMAIL, PHONE)));

        commit(commit -> {
            commit.close("i1", List.of(EMAIL, PHONE));
            commit.bind(EMAIL, CONTACT);
        });

        assertThat(claims()).containsOnlyKeys(EMAIL);
        assertThat(claims().get(EMAIL)).isEqualTo(new Claim(EMAIL, "i1", CONTACT, NOW));
        assertThat(store.openIntents(MINE, FLOW)).isEmpty();
    }

    @Test
    @DisplayName("keeps a bound claim from others until it is given up, also in the same commit")
    void boundClaimIsKept() {
        bound(EMAIL, CONTACT);
        StoreCommit other = new StoreCommit(MINE);
        other.announce(creation("i2", BO, NOW, EMAIL));
        StoreCommit released = new StoreCommit(MINE);
        released.announce(creation("i2", BO, NOW, EMAIL));
        released.release(EMAIL);

        assertThat(store.commit(other)).containsExactly("i2");
        assertThat(store.commit(released)).isEmpty();
    }

    @Test
    @DisplayName("gives bound claims up that were won before a moment, and no others")
    void claimsExpire() {
        bound(EMAIL, CONTACT);
        commit(commit -> commit.announce(creation("i2", BO, NOW, PHONE)));

        commit(commit -> commit.expire(NOW));
        assertThat(claims()).containsOnlyKeys(EMAIL, PHONE);

        commit(commit -> commit.expire(NOW.plusSeconds(1)));
        assertThat(claims()).as("an open creation keeps its claim").containsOnlyKeys(PHONE);
    }

    @Test
    @DisplayName("returns open intents as they were announced, oldest first")
    void intentsAreOrdered() {
        Intent update = new Intent(
                "i1",
                key(BO),
                Side.TARGET,
                CONTACT,
                List.of(),
                new Base(Map.of("city", new Settled(new Fingerprint(1, 2), new Fingerprint(3, 4)))),
                NOW);
        Intent older = creation("i2", ADA, NOW.minusSeconds(1), EMAIL, PHONE);

        commit(commit -> {
            commit.announce(update);
            commit.announce(older);
        });

        assertThat(store.openIntents(MINE, FLOW)).containsExactly(older, update);
        assertThat(store.openIntents(MINE, "deals")).isEmpty();
    }

    @Test
    @DisplayName("shows parked records as they were parked, oldest first, the later entry in place of the earlier")
    void parkedRecordsAreOrdered() {
        Parked older = quarantined(BO, NOW.minusSeconds(1), NOW.plus(Duration.ofHours(1)));

        commit(commit -> commit.park(pending(ADA, NOW)));
        commit(commit -> {
            commit.park(pending(BO, NOW));
            commit.unpark(key(BO));
            commit.park(older);
        });

        assertThat(store.parked(MINE, FLOW, 10)).containsExactly(older, pending(ADA, NOW));
        assertThat(store.parked(MINE, FLOW, 1)).containsExactly(older);
        assertThat(load(Side.SOURCE).parked()).containsOnlyKeys(ADA, BO);

        commit(commit -> commit.unpark(key(BO)));
        assertThat(store.parked(MINE, FLOW, 10)).containsExactly(pending(ADA, NOW));
    }

    @Test
    @DisplayName("says when the next parked record is due by itself, waiting ones aside")
    void nextDueIsTheSoonest() {
        assertThat(store.nextDue(MINE, FLOW)).isEmpty();

        commit(commit -> {
            commit.park(waiting(ADA, "parents", BO));
            commit.park(quarantined(BO, NOW, NOW.plusSeconds(60)));
        });
        assertThat(store.nextDue(MINE, FLOW)).contains(NOW.plusSeconds(60));

        commit(commit -> commit.park(pending(CONTACT, NOW)));
        assertThat(store.nextDue(MINE, FLOW)).contains(NOW);
        assertThat(store.nextDue(MINE, "deals")).isEmpty();
    }

    @Test
    @DisplayName("says what is due: what waits for its turn and what rests, once it is time, the oldest up to a limit")
    void dueByTime() {
        Parked soon = quarantined(BO, NOW.minusSeconds(1), NOW.plusSeconds(60));
        commit(commit -> {
            commit.park(pending(ADA, NOW));
            commit.park(soon);
        });

        assertThat(store.due(MINE, FLOW, NOW, 10)).containsExactly(pending(ADA, NOW));
        assertThat(store.due(MINE, FLOW, NOW.plusSeconds(60), 10)).containsExactly(soon, pending(ADA, NOW));
        assertThat(store.due(MINE, FLOW, NOW.plusSeconds(60), 1)).containsExactly(soon);
        assertThat(store.due(MINE, "deals", NOW.plusSeconds(60), 1)).isEmpty();
    }

    @Test
    @DisplayName("says that a waiting record is due as soon as its parent is linked in the parent's flow, not before")
    void dueByParent() {
        Parked waiting = new Parked(
                key(ADA),
                Parked.State.WAITING,
                "PARENT_NOT_LINKED",
                "It waits",
                NOW,
                0,
                NOW,
                new Fingerprint(5, 6),
                new Parked.Parent("parents", BO));
        commit(commit -> {
            commit.park(waiting);
            commit.put(link(BO, OTHER_CONTACT));
        });

        assertThat(store.due(MINE, FLOW, NOW.plus(Duration.ofDays(9)), 10)).isEmpty();

        commit(commit -> commit.put(StoredLink.between("parents", BO, CONTACT, NOW)));
        assertThat(store.due(MINE, FLOW, NOW, 10)).containsExactly(waiting);
    }

    @Test
    @DisplayName("keeps the last verdict about a record until it is forgotten")
    void verdictIsKept() {
        StoredVerdict first = new StoredVerdict(key(ADA), "NO_EMAIL", "It has none", NOW);
        StoredVerdict second = new StoredVerdict(key(ADA), "CONFLICT", "Both changed", NOW);

        commit(commit -> commit.put(first));
        commit(commit -> {
            commit.forget(key(ADA));
            commit.put(second);
        });
        assertThat(load(Side.SOURCE).verdicts()).containsOnly(Map.entry(ADA, second));
        assertThat(load(Side.TARGET).verdicts()).isEmpty();

        commit(commit -> commit.forget(key(ADA)));
        assertThat(load(Side.SOURCE).verdicts()).isEmpty();
    }

    @Test
    @DisplayName("counts verdicts by side and code, and lists those of a code, oldest first")
    void verdictsOfACode() {
        StoredVerdict late = new StoredVerdict(key(ADA), "NO_EMAIL", "It has none", NOW.plusSeconds(1));
        StoredVerdict early = new StoredVerdict(key(BO), "NO_EMAIL", "Nor has it", NOW);
        commit(commit -> {
            commit.put(late);
            commit.put(early);
            commit.put(new StoredVerdict(new Parked.Key(FLOW, Side.TARGET, CONTACT), "CONFLICT", "Both changed", NOW));
            commit.put(new StoredVerdict(new Parked.Key("deals", Side.SOURCE, ADA), "NO_EMAIL", "It has none", NOW));
        });

        assertThat(store.countVerdicts(MINE, FLOW, Side.SOURCE)).containsOnly(Map.entry("NO_EMAIL", 2));
        assertThat(store.countVerdicts(MINE, FLOW, Side.TARGET)).containsOnly(Map.entry("CONFLICT", 1));
        assertThat(store.countVerdicts(OTHERS, FLOW, Side.SOURCE)).isEmpty();
        assertThat(store.verdicts(MINE, FLOW, "NO_EMAIL", 10)).containsExactly(early, late);
        assertThat(store.verdicts(MINE, FLOW, "NO_EMAIL", 1)).containsExactly(early);
        assertThat(store.verdicts(MINE, FLOW, "OTHER", 10)).isEmpty();
    }

    @Test
    @DisplayName("remembers how far feeds were read, and the first moment a flow was activated")
    void positionsAndActivations() {
        FeedPosition position = new FeedPosition(Cursor.of("x".repeat(Cursor.MAX_BYTES)), NOW, false);

        commit(commit -> {
            commit.move("feed", new FeedPosition(Cursor.of("c"), NOW, true));
            commit.activate(FLOW, NOW);
        });
        commit(commit -> {
            commit.move("feed", position);
            commit.activate(FLOW, NOW.plusSeconds(1));
        });

        assertThat(store.position(MINE, "feed")).contains(position);
        assertThat(store.activatedAt(MINE, FLOW)).contains(NOW);
    }

    @Test
    @DisplayName("takes ids and texts of any kind as they are")
    void oddTexts() {
        RecordRef odd = RecordRef.of(RecordType.of("patient"), "a'b\"c;--%_\\ \u00e9\u4e2d\uD83D\uDE00");
        StoredLink link = link(odd, CONTACT);
        Parked parked = Parked.pending(key(odd), "LIMIT", "Wait 'til \"tomorrow\"; -- \uD83D\uDE00", NOW, NOW);

        commit(commit -> {
            commit.put(link);
            commit.park(parked);
        });

        StoreSnapshot known = store.load(StoreRequest.about(MINE, FLOW, Side.SOURCE, Set.of(odd)));
        assertThat(known.links()).containsOnly(Map.entry(odd, link));
        assertThat(known.parked()).containsOnly(Map.entry(odd, parked));
    }

    @Test
    @DisplayName("loads many records in one request")
    void manyRecords() {
        List<RecordRef> refs = IntStream.range(0, 2_500)
                .mapToObj(i -> RecordRef.of(RecordType.of("patient"), "p" + i))
                .toList();
        commit(commit -> refs.forEach(ref -> commit.put(link(ref, RecordRef.of(RecordType.of("contact"), ref.id())))));

        assertThat(store.load(StoreRequest.about(MINE, FLOW, Side.SOURCE, refs)).links())
                .hasSize(2_500);
    }

    private void commit(Consumer<StoreCommit> changes) {
        StoreCommit commit = new StoreCommit(MINE);
        changes.accept(commit);
        assertThat(store.commit(commit)).isEmpty();
    }

    private void bound(ClaimKey claim, RecordRef record) {
        commit(commit -> commit.announce(creation("i1", ADA, NOW, claim)));
        commit(commit -> {
            commit.bind(claim, record);
            commit.close("i1", List.of(claim));
        });
    }

    private StoreSnapshot load(Side side) {
        Set<RecordRef> refs = side == Side.SOURCE ? Set.of(ADA, BO) : Set.of(CONTACT, OTHER_CONTACT);
        return store.load(StoreRequest.about(MINE, FLOW, side, refs));
    }

    private Map<ClaimKey, Claim> claims() {
        return store.load(StoreRequest.claims(MINE, FLOW, List.of(EMAIL, PHONE)))
                .claims();
    }
}
