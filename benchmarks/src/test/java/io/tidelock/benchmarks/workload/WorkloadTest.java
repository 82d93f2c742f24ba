package io.tidelock.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.benchmarks.bound.HashMapPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final int PATIENTS = 250;

    private final Workload work = Workload.of(PATIENTS);

    @Test
    void phasesShowEveryPatientTwiceAndThenOneInAHundred() {
        assertThat(shown(Phase.INITIAL)).hasSize(250).doesNotHaveDuplicates();
        assertThat(shown(Phase.NO_CHANGE)).isEqualTo(shown(Phase.INITIAL));
        assertThat(shown(Phase.CHANGED)).extracting(Patient::id).containsExactly("p0", "p100", "p200");
        assertThat(shown(Phase.CHANGED)).doesNotContainAnyElementsOf(shown(Phase.INITIAL));
    }

    @Test
    void peerThatLeavesAContactAsItWasIsFoundOut() {
        try (Peer peer = new HashMapPeer(work)) {
            work.feed().show(Phase.INITIAL);
            peer.sync();
            work.requireDone(Phase.INITIAL, peer);

            assertThatThrownBy(() -> work.requireDone(Phase.CHANGED, peer))
                    .isInstanceOf(WrongResultException.class)
                    .hasMessageContaining("does not show what patient p");
        }
    }

    @Test
    void peerThatForgetsALinkIsFoundOut() {
        try (Peer peer = new Forgetful(new HashMapPeer(work))) {
            work.feed().show(Phase.INITIAL);
            peer.sync();

            assertThatThrownBy(() -> work.requireDone(Phase.INITIAL, peer))
                    .isInstanceOf(WrongResultException.class)
                    .hasMessageContaining("249 links");
        }
    }

    @Test
    void peerThatMatchesNothingIsFoundOut() {
        Crm.Write twin = new Crm.Write(null, Patients.patient(7, 0).row());

        assertThatThrownBy(() -> work.crm().write(List.of(twin)))
                .isInstanceOf(WrongResultException.class)
                .hasMessageContaining("one e-mail address");
    }

    private List<Patient> shown(Phase phase) {
        work.feed().show(phase);
        List<Patient> shown = new ArrayList<>();
        long position = work.feed().start(phase);
        boolean more = true;
        while (more) {
            PatientFeed.Page page = work.feed().after(position);
            assertThat(page.patients()).hasSizeLessThanOrEqualTo(PatientFeed.PAGE);
            shown.addAll(page.patients());
            position = page.next();
            more = page.more();
        }
        return shown;
    }

    private record Forgetful(Peer whole) implements Peer {
        @Override
        public void sync() {
            whole.sync();
        }

        @Override
        public void eachLink(BiConsumer<String, String> reader) {
            whole.eachLink((patient, contact) -> {
                if (!patient.equals("p42")) {
                    reader.accept(patient, contact);
                }
            });
        }

        @Override
        public long bytesOnDisk() {
            return whole.bytesOnDisk();
        }

        @Override
        public void close() {
            whole.close();
        }
    }
}
