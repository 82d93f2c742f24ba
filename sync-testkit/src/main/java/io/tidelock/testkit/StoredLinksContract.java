package io.tidelock.testkit;

import static io.tidelock.testkit.StoreSamples.ADA;
import static io.tidelock.testkit.StoreSamples.BO;
import static io.tidelock.testkit.StoreSamples.CONTACT;
import static io.tidelock.testkit.StoreSamples.FLOW;
import static io.tidelock.testkit.StoreSamples.MINE;
import static io.tidelock.testkit.StoreSamples.NOW;
import static io.tidelock.testkit.StoreSamples.OTHERS;
import static io.tidelock.testkit.StoreSamples.OTHER_CONTACT;
import static io.tidelock.testkit.StoreSamples.key;
import static io.tidelock.testkit.StoreSamples.link;
import static io.tidelock.testkit.StoreSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The part of the store's contract that is about many links: walks, parts, shared targets, aliases. */
interface StoredLinksContract {

    /** Returns the store under test, empty. */
    SyncStore store();

    @Test
    @DisplayName("walks over all links of a flow, each once and in every state, in an order that stays the same")
    default void walkMeetsEachLinkOnce() {
        List<StoredLink> links = Stream.of(
                        ADA, BO, ADA.part("b"), ADA.part("a"), BO.part("\uFFFD"), BO.part("\uD83D\uDE00"))
                .flatMap(ref -> Stream.of(ref, new RecordRef(RecordType.of("client"), ref.id(), ref.part())))
                .map(ref -> link(ref, RecordRef.of(CONTACT.type(), ref.toString())))
                .toList();
        links(commit -> links.forEach(commit::put));
        links(commit -> commit.put(links.get(2).in(LinkState.SOURCE_GONE)));
        links(commit -> commit.put(StoredLink.between("deals", ADA, CONTACT, NOW)));

        List<StoredLink> one = walk(1);
        List<StoredLink> five = walk(5);

        assertThat(one).containsExactlyElementsOf(five).doesNotHaveDuplicates().hasSize(links.size());
        assertThat(one).extracting(StoredLink::source).containsExactlyInAnyOrderElementsOf(sources(links));
        assertThat(one).extracting(StoredLink::state).contains(LinkState.SOURCE_GONE);
        assertThat(store().links(OTHERS, FLOW, null, 10)).isEmpty();
    }

    @Test
    @DisplayName("goes on with a walk after a link that is gone by now")
    default void walkGoesOnAfterARemovedLink() {
        links(commit -> {
            commit.put(link(ADA, CONTACT));
            commit.put(link(BO, OTHER_CONTACT));
        });
        StoredLink first = store().links(MINE, FLOW, null, 1).get(0);
        StoredLink second = store().links(MINE, FLOW, first.source(), 1).get(0);

        links(commit -> commit.remove(first));

        assertThat(store().links(MINE, FLOW, first.source(), 1)).containsExactly(second);
        assertThat(store().links(MINE, FLOW, second.source(), 1)).isEmpty();
    }

    @Test
    @DisplayName("keeps a record and its parts apart, and finds the links of a record's parts")
    default void partsAreFound() {
        StoredLink whole = link(ADA, CONTACT);
        StoredLink gone = link(ADA.part("a"), OTHER_CONTACT).in(LinkState.TARGET_GONE);
        StoredLink part = link(ADA.part("b"), ref("103"));
        links(commit -> {
            commit.put(whole);
            commit.put(gone);
            commit.put(part);
            commit.put(link(BO.part("a"), ref("104")));
            commit.put(link(ref("1").part("a"), ref("105")));
            commit.put(StoredLink.between("deals", ADA.part("c"), CONTACT, NOW));
        });

        Map<RecordRef, List<StoredLink>> parts = store().parts(MINE, FLOW, List.of(ADA, BO, CONTACT));

        assertThat(parts).containsOnlyKeys(ADA, BO);
        assertThat(parts.get(ADA)).containsExactlyInAnyOrder(whole, gone, part);
        assertThat(store().parts(OTHERS, FLOW, List.of(ADA))).isEmpty();
        assertThat(store().parts(MINE, FLOW, List.of())).isEmpty();
        assertThat(store().load(StoreRequest.about(MINE, FLOW, Side.SOURCE, Set.of(ADA.part("b"))))
                        .links())
                .containsOnly(Map.entry(ADA.part("b"), part));
    }

    @Test
    @DisplayName("counts the live links of a flow by the key of their fingerprints")
    default void linksAreCountedByKey() {
        links(commit -> {
            commit.put(link(ADA, CONTACT).keyed(1));
            commit.put(link(BO, OTHER_CONTACT).keyed(2));
            commit.put(link(BO.part("a"), ref("103")).keyed(2).sharing());
            commit.put(link(ADA.part("a"), ref("104")).keyed(1).in(LinkState.TARGET_GONE));
            commit.put(link(ADA.part("b"), ref("105")).keyed(3).in(LinkState.SOURCE_GONE));
            commit.put(StoredLink.between("deals", ADA, CONTACT, NOW).keyed(1));
        });

        assertThat(store().countLinks(MINE, FLOW)).containsOnly(Map.entry(1, 1L), Map.entry(2, 2L));
        assertThat(store().countLinks(OTHERS, FLOW)).isEmpty();
    }

    @Test
    @DisplayName("lets several source records share a target; such links stand under their sources only")
    default void targetIsShared() {
        StoredLink ada = link(ADA, CONTACT).sharing();
        StoredLink bo = link(BO, CONTACT).sharing();
        links(commit -> commit.put(ada));
        links(commit -> commit.put(bo));

        assertThat(at(Side.SOURCE, ADA, BO)).containsOnly(Map.entry(ADA, ada), Map.entry(BO, bo));
        assertThat(at(Side.TARGET, CONTACT)).isEmpty();

        links(commit -> commit.remove(ada));
        assertThat(at(Side.SOURCE, ADA, BO)).containsOnlyKeys(BO);
    }

    @Test
    @DisplayName("refuses a link to a target that is linked already, unless both share it")
    default void sharingIsMutual() {
        links(commit -> commit.put(link(ADA, CONTACT).sharing()));
        links(commit -> commit.put(link(ADA.part("a"), OTHER_CONTACT)));

        assertRefused(commit -> commit.put(link(BO, CONTACT)));
        assertRefused(commit -> commit.put(link(BO, OTHER_CONTACT).sharing()));
        assertRefused(commit -> {
            commit.put(link(BO, ref("103")));
            commit.put(link(BO.part("a"), ref("103")).sharing());
        });
        assertThat(at(Side.SOURCE, BO, BO.part("a"))).isEmpty();
    }

    @Test
    @DisplayName("counts the live links that share a target, and no others")
    default void sharingIsCounted() {
        RecordRef cy = RecordRef.of(ADA.type(), "99");
        links(commit -> {
            commit.put(link(ADA, CONTACT).sharing());
            commit.put(link(BO, CONTACT).sharing());
            commit.put(link(cy, CONTACT).sharing().in(LinkState.SOURCE_GONE));
            commit.put(link(BO.part("a"), OTHER_CONTACT));
            commit.put(StoredLink.between("deals", ADA, CONTACT, NOW).sharing());
        });
        RecordRef part = CONTACT.part("p");

        assertThat(store().countSharing(MINE, FLOW, List.of(CONTACT, OTHER_CONTACT, part)))
                .isEqualTo(Map.of(CONTACT, 2));
        assertThat(store().countSharing(OTHERS, FLOW, List.of(CONTACT))).isEmpty();

        links(commit -> {
            commit.put(link(ADA, CONTACT).sharing().in(LinkState.TARGET_GONE));
            commit.remove(link(BO, CONTACT).sharing());
            commit.put(link(cy, CONTACT).sharing());
        });
        assertThat(store().countSharing(MINE, FLOW, Set.of(CONTACT))).isEqualTo(Map.of(CONTACT, 1));
    }

    @Test
    @DisplayName("lets a link to a shared target have it alone once the others are gone, also in the same commit")
    default void sharedTargetBecomesOnes() {
        links(commit -> {
            commit.put(link(ADA, CONTACT).sharing());
            commit.put(link(BO, CONTACT).sharing());
        });

        assertRefused(commit -> commit.put(link(BO, CONTACT)));
        links(commit -> {
            commit.remove(link(ADA, CONTACT).sharing());
            commit.put(link(BO, CONTACT));
        });

        assertThat(at(Side.TARGET, CONTACT)).containsOnly(Map.entry(CONTACT, link(BO, CONTACT)));
    }

    @Test
    @DisplayName("knows what a merged-away record is now, also when that was merged away in its turn")
    default void aliasesFollow() {
        RecordRef last = RecordRef.of(ADA.type(), "3");
        links(commit -> commit.alias(key(ADA), BO));
        links(commit -> commit.alias(key(BO), last));

        assertThat(aliases(FLOW, Side.SOURCE, ADA, BO, last)).containsOnly(Map.entry(ADA, last), Map.entry(BO, last));
        assertThat(aliases(FLOW, Side.TARGET, ADA)).isEmpty();
        assertThat(aliases("deals", Side.SOURCE, ADA)).isEmpty();
    }

    @Test
    @DisplayName("forgets what a record became when another one is merged into it: it is there again")
    default void aliasesMakeNoCircle() {
        links(commit -> commit.alias(key(ADA), BO));
        links(commit -> commit.alias(key(BO), ADA));

        assertThat(aliases(FLOW, Side.SOURCE, ADA, BO)).containsOnly(Map.entry(BO, ADA));
    }

    @Test
    @DisplayName("follows aliases within one commit in the order in which they were put")
    default void aliasesFollowWithinACommit() {
        RecordRef last = RecordRef.of(ADA.type(), "3");
        links(commit -> {
            commit.alias(key(ADA), BO);
            commit.alias(new Parked.Key(FLOW, Side.TARGET, ADA), CONTACT);
            commit.alias(key(BO), last);
        });

        assertThat(aliases(FLOW, Side.SOURCE, ADA, BO)).containsOnly(Map.entry(ADA, last), Map.entry(BO, last));
        assertThat(aliases(FLOW, Side.TARGET, ADA, BO)).containsOnly(Map.entry(ADA, CONTACT));
    }

    @Test
    @DisplayName("says that a waiting record is due when what its parent was merged into is linked")
    default void dueByTheParentsSurvivor() {
        Parked waits = waiting(ADA, "parents", BO);
        RecordRef survivor = RecordRef.of(BO.type(), "3");
        links(commit -> {
            commit.park(waits);
            commit.put(StoredLink.between("parents", survivor, CONTACT, NOW));
        });
        assertThat(store().due(MINE, FLOW, NOW, 10)).isEmpty();

        links(commit -> commit.alias(new Parked.Key("parents", Side.SOURCE, BO), survivor));

        assertThat(store().due(MINE, FLOW, NOW, 10)).containsExactly(waits);
    }

    private void assertRefused(Consumer<StoreCommit> changes) {
        StoreCommit commit = new StoreCommit(MINE);
        changes.accept(commit);
        assertThatThrownBy(() -> store().commit(commit)).isInstanceOf(IllegalStateException.class);
    }

    private void links(Consumer<StoreCommit> changes) {
        StoreCommit commit = new StoreCommit(MINE);
        changes.accept(commit);
        assertThat(store().commit(commit)).isEmpty();
    }

    private Map<RecordRef, StoredLink> at(Side side, RecordRef... refs) {
        return store().load(StoreRequest.about(MINE, FLOW, side, List.of(refs))).links();
    }

    private Map<RecordRef, RecordRef> aliases(String flow, Side side, RecordRef... refs) {
        return store().load(StoreRequest.about(MINE, flow, side, List.of(refs))).aliases();
    }

    private List<StoredLink> walk(int page) {
        List<StoredLink> met = new ArrayList<>();
        RecordRef after = null;
        List<StoredLink> next;
        do {
            next = store().links(MINE, FLOW, after, page);
            met.addAll(next);
            after = met.get(met.size() - 1).source();
        } while (next.size() == page);
        return met;
    }

    private static List<RecordRef> sources(List<StoredLink> links) {
        return links.stream().map(StoredLink::source).toList();
    }

    private static RecordRef ref(String contact) {
        return RecordRef.of(CONTACT.type(), contact);
    }
}
