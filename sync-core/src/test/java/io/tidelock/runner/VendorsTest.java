package io.tidelock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.Assurances;
import io.tidelock.record.IntegrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorsTest {

    private static final List<String> CLUB = List.of("club", "crm");
    private static final List<String> SHOP = List.of("crm", "shop");

    private final List<Turn> turns = new ArrayList<>();
    private final Vendors vendors = new Vendors(16, turns);
    private long last;

    @Test
    void vendorOfAllGetsEveryWorker() {
        join(CLUB, 100);

        assertThat(admitted(CLUB)).isEqualTo(100);
    }

    @Test
    void vendorOfSomeGetsHalfAndTheOthersTheRest() {
        join(CLUB, 10);
        join(SHOP, 10);

        assertThat(admitted(CLUB)).isEqualTo(8);
        assertThat(admitted(SHOP)).isEqualTo(8);
    }

    @Test
    void vendorOfMostGetsItsShareAndLeavesOne() {
        join(CLUB, 999);
        join(SHOP, 1);

        assertThat(admitted(CLUB)).isEqualTo(15);
        assertThat(vendors.admit(SHOP)).isTrue();
    }

    @Test
    void suspectsShareAQuarterAlsoWhereTheVendorIsEverybodys() {
        join(CLUB, 100);

        assertThat(admitted(List.of("club", "crm", Vendors.SUSPECTS))).isEqualTo(4);
        assertThat(vendors.admit(CLUB)).isTrue();
    }

    @Test
    void memberThatLeavesCountsNoMore() {
        join(CLUB, 10);
        Member shop = member(SHOP);
        vendors.join(shop);
        assertThat(admitted(CLUB)).isEqualTo(14);

        vendors.leave(shop);

        assertThat(vendors.admit(CLUB)).isTrue();
    }

    private void join(List<String> needed, int count) {
        for (int i = 0; i < count; i++) {
            vendors.join(member(needed));
        }
    }

    private Member member(List<String> needed) {
        Member member = new Member(IntegrationId.of("t" + last), ++last, Instant.EPOCH, new Assurances());
        member.know(needed);
        return member;
    }

    /** Gives workers to passes as long as they are admitted, 100 at most. */
    private int admitted(List<String> needed) {
        int count = 0;
        while (count < 100 && vendors.admit(needed)) {
            Turn turn = member(needed).begin(Instant.EPOCH);
            turns.add(turn);
            count++;
        }
        return count;
    }
}
