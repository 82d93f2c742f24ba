package io.tidelock.testkit;

import static io.tidelock.testkit.StoreSamples.ADA;
import static io.tidelock.testkit.StoreSamples.BO;
import static io.tidelock.testkit.StoreSamples.CONTACT;
import static io.tidelock.testkit.StoreSamples.EMAIL;
import static io.tidelock.testkit.StoreSamples.FLOW;
import static io.tidelock.testkit.StoreSamples.MINE;
import static io.tidelock.testkit.StoreSamples.NOW;
import static io.tidelock.testkit.StoreSamples.OTHER_CONTACT;
import static io.tidelock.testkit.StoreSamples.PHONE;
import static io.tidelock.testkit.StoreSamples.creation;
import static io.tidelock.testkit.StoreSamples.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import io.tidelock.store.VerbCount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The part of the store's contract that is about pages of records, and about what is in the way of one of a page. */
interface StoreCollisionsContract {

    /** More than one statement takes at most stores of ours. */
    int PAGE = 637;

    /** Returns the store under test, empty. */
    SyncStore store();

    @Test
    @DisplayName("announces a page of intents, and closes it: bound claims are kept, others given up")
    default void pageIsAnnouncedAndClosed() {
        assertThat(announced("i", 0, PAGE)).isEmpty();
        assertThat(store().openIntents(MINE, FLOW)).hasSize(PAGE);
        assertThat(claims()).hasSize(PAGE);

        StoreCommit closing = new StoreCommit(MINE);
        IntStream.range(0, PAGE).forEach(number -> closing.close(intent("i", number)));
        closing.bind(claim(7), CONTACT);
        store().commit(closing);

        assertThat(store().openIntents(MINE, FLOW)).isEmpty();
        assertThat(claims()).containsOnly(Map.entry(claim(7), new Claim(claim(7), "i7", CONTACT, NOW)));
    }

    @Test
    @DisplayName("gives up a page of claims that were bound")
    default void pageOfClaimsIsReleased() {
        announced("i", 0, PAGE);
        StoreCommit binding = new StoreCommit(MINE);
        IntStream.range(0, PAGE).forEach(number -> binding.bind(claim(number), CONTACT));
        store().commit(binding);

        StoreCommit releasing = new StoreCommit(MINE);
        IntStream.range(1, PAGE).forEach(number -> releasing.release(claim(number)));
        store().commit(releasing);

        assertThat(claims()).containsOnlyKeys(claim(0));
    }

    @Test
    @DisplayName("refuses those of a page of intents whose claims others hold, or that are open, and no others")
    default void someOfAPageAreRefused() {
        announced("former ", 40, 42);
        announced("i", 50, 51);

        assertThat(announced("i", 0, PAGE)).containsExactlyInAnyOrder("i40", "i41", "i50");

        assertThat(store().openIntents(MINE, FLOW)).hasSize(PAGE);
        assertThat(claims()).hasSize(PAGE);
        assertThat(claims().get(claim(40))).isEqualTo(new Claim(claim(40), "former 40", null, NOW));
    }

    @Test
    @DisplayName("lets a refused intent win none of its claims, whatever it is refused for")
    default void refusedIntentWinsNothing() {
        commit(creation("i1", ADA, NOW, EMAIL));

        assertThat(commit(creation("i2", BO, NOW, PHONE, EMAIL))).containsExactly("i2");
        assertThat(commit(creation("i1", ADA, NOW, PHONE))).as("open already").containsExactly("i1");
        assertThat(commit(creation("i3", BO, NOW, claim(1)), creation("i3", BO, NOW, PHONE)))
                .as("twice in one commit")
                .containsExactly("i3");

        assertThat(store().load(StoreRequest.claims(MINE, FLOW, List.of(EMAIL, PHONE, claim(1))))
                        .claims())
                .containsOnlyKeys(EMAIL, claim(1));
    }

    @Test
    @DisplayName("stores the rest of a commit once, whatever became of its intents")
    default void restIsStoredOnce() {
        commit(creation("i1", ADA, NOW, EMAIL));
        StoreCommit contested = new StoreCommit(MINE);
        contested.announce(creation("i2", BO, NOW, EMAIL));
        contested.count(new VerbCount(FLOW, Verb.CREATE, NOW, 3));
        contested.hint("feed", ADA, NOW);
        contested.put(link(BO, CONTACT));

        assertThat(store().commit(contested)).containsExactly("i2");

        assertThat(store().counted(MINE, FLOW, NOW)).isEqualTo(Map.of(Verb.CREATE, 3));
        assertThat(store().hints(MINE, 10))
                .singleElement()
                .satisfies(hint -> assertThat(hint.number()).isEqualTo(1));
        assertThat(links(Side.TARGET, CONTACT)).containsOnlyKeys(CONTACT);
    }

    @Test
    @DisplayName("takes no claim from others when an intent is closed that had it once, or never")
    default void closingLeavesClaimsOfOthers() {
        commit(creation("i1", ADA, NOW, EMAIL));
        StoreCommit bound = new StoreCommit(MINE);
        bound.bind(EMAIL, CONTACT);
        bound.close(creation("i1", ADA, NOW, EMAIL));
        store().commit(bound);
        StoreCommit won = new StoreCommit(MINE);
        won.release(EMAIL);
        won.announce(creation("i2", BO, NOW, EMAIL));
        assertThat(store().commit(won)).isEmpty();

        StoreCommit closing = new StoreCommit(MINE);
        closing.close(creation("i1", ADA, NOW, EMAIL, PHONE));
        closing.close("i3", List.of(EMAIL));
        store().commit(closing);

        assertThat(store().load(StoreRequest.claims(MINE, FLOW, List.of(EMAIL, PHONE)))
                        .claims())
                .containsOnly(Map.entry(EMAIL, new Claim(EMAIL, "i2", null, NOW)));
    }

    @Test
    @DisplayName("puts a page of links, some of which are new and some stand already")
    default void pageOfLinksIsPut() {
        StoreCommit some = new StoreCommit(MINE);
        IntStream.range(0, PAGE / 2).forEach(number -> some.put(link(source(number), target(number))));
        store().commit(some);

        StoreCommit all = new StoreCommit(MINE);
        IntStream.range(0, PAGE)
                .forEach(number -> all.put(link(source(number), target(number)).keyed(7)));
        store().commit(all);

        assertThat(store().links(MINE, FLOW, null, 2 * PAGE))
                .hasSize(PAGE)
                .allSatisfy(link -> assertThat(link.keyId()).isEqualTo(7));
    }

    @Test
    @DisplayName("lets a new link have the target that another one leaves in the same commit")
    default void targetIsPassedOn() {
        put(link(ADA, CONTACT));

        put(link(BO, CONTACT), link(ADA, OTHER_CONTACT));

        assertThat(links(Side.TARGET, CONTACT, OTHER_CONTACT))
                .containsOnly(
                        Map.entry(CONTACT, link(BO, CONTACT)), Map.entry(OTHER_CONTACT, link(ADA, OTHER_CONTACT)));
    }

    @Test
    @DisplayName("refuses two new links of one commit to one target")
    default void newLinksAreApart() {
        assertThatThrownBy(() -> put(link(ADA, CONTACT), link(BO, CONTACT))).isInstanceOf(IllegalStateException.class);

        assertThat(links(Side.SOURCE, ADA, BO)).isEmpty();
    }

    @Test
    @DisplayName("lets a link that had its target alone share it, and one that shared it have it alone")
    default void sharingBeginsAndEnds() {
        put(link(ADA, CONTACT));
        put(link(ADA, CONTACT).sharing());
        put(link(BO, CONTACT).sharing());
        assertThat(store().countSharing(MINE, FLOW, Set.of(CONTACT))).isEqualTo(Map.of(CONTACT, 2));

        put(link(ADA, OTHER_CONTACT), link(BO, CONTACT));

        assertThat(links(Side.TARGET, CONTACT, OTHER_CONTACT))
                .containsOnly(
                        Map.entry(CONTACT, link(BO, CONTACT)), Map.entry(OTHER_CONTACT, link(ADA, OTHER_CONTACT)));
    }

    private void put(StoredLink... links) {
        StoreCommit commit = new StoreCommit(MINE);
        List.of(links).forEach(commit::put);
        store().commit(commit);
    }

    private Set<String> commit(Intent... intents) {
        StoreCommit commit = new StoreCommit(MINE);
        List.of(intents).forEach(commit::announce);
        return store().commit(commit);
    }

    private Set<String> announced(String name, int from, int to) {
        return commit(IntStream.range(from, to)
                .mapToObj(number -> intent(name, number))
                .toArray(Intent[]::new));
    }

    private static Intent intent(String name, int number) {
        return creation(name + number, source(number), NOW, claim(number));
    }

    private static ClaimKey claim(int number) {
        return new ClaimKey(EMAIL.kind(), new Fingerprint(number, -number));
    }

    private static RecordRef source(int number) {
        return RecordRef.of(ADA.type(), "p" + number);
    }

    private static RecordRef target(int number) {
        return RecordRef.of(CONTACT.type(), "c" + number);
    }

    private Map<ClaimKey, Claim> claims() {
        List<ClaimKey> all = IntStream.range(0, PAGE)
                .mapToObj(StoreCollisionsContract::claim)
                .toList();
        return store().load(StoreRequest.claims(MINE, FLOW, all)).claims();
    }

    private Map<RecordRef, StoredLink> links(Side side, RecordRef... refs) {
        return store().load(StoreRequest.about(MINE, FLOW, side, List.of(refs))).links();
    }
}
