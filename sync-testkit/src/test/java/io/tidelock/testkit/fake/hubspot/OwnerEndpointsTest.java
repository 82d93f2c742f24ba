package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import org.junit.jupiter.api.Test;

class OwnerEndpointsTest {

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);

    @Test
    void ownersAreFoundByEmailWithAUserIdOfTheirOwn() {
        String id = fake.addOwner("a@b.co", "Ann", "A");
        fake.addOwner("c@b.co", "Cid", "C");

        Answer found = caller.get("/crm/v3/owners?email=a@b.co");

        assertThat(found.ids()).containsExactly(id);
        assertThat(found.body().at("/results/0/userId").asText()).isNotEqualTo(id);
        assertThat(found.body().at("/results/0/type").asText()).isEqualTo("PERSON");
    }

    @Test
    void ownersArePaged() {
        for (int i = 0; i < 3; i++) {
            fake.addOwner(i + "@b.co", "O", "W");
        }

        Answer first = caller.get("/crm/owners/2026-09?limit=2");
        Answer second = caller.get("/crm/owners/2026-09?limit=2&after=" + first.after());

        assertThat(first.ids()).hasSize(2);
        assertThat(second.ids()).hasSize(1).doesNotContainAnyElementsOf(first.ids());
    }

    @Test
    void deactivatedOwnersAreListedApartWithoutUserId() {
        String id = fake.addOwner("a@b.co", "Ann", "A");

        fake.archiveOwner(id);

        assertThat(caller.get("/crm/v3/owners").ids()).isEmpty();
        assertThat(caller.get("/crm/v3/owners/" + id).status()).isEqualTo(404);
        assertThat(caller.get("/crm/v3/owners?archived=true").body().path("results"))
                .singleElement()
                .satisfies(owner -> assertThat(owner.has("userId")).isFalse());
    }

    @Test
    void userIdOfADeactivatedOwnerIsNullInTheGuides() {
        FakeHubSpot guided = FakeHubSpot.builder().likeTheGuides().build();
        guided.archiveOwner(guided.addOwner("a@b.co", "Ann", "A"));

        assertThat(new Caller(guided)
                        .get("/crm/v3/owners?archived=true")
                        .body()
                        .at("/results/0/userId")
                        .isNull())
                .isTrue();
    }

    @Test
    void ownersAreReadOnly() {
        assertThat(caller.post("/crm/v3/owners", "{}").status()).isEqualTo(405);
    }
}
