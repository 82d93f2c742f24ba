package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.AccountId;
import io.tidelock.testkit.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestSettingsTest {

    @Test
    void vendorsProblemsAndTheSharedOnesAreNamedTogether() {
        ConnectorBuilder builder = new ConnectorBuilder().baseUrl(URI.create("https://key@api.clinic.example"));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The clinic connector cannot be built: token is missing; baseUrl has a user")
                .hasMessageNotContaining("key@");
    }

    @Test
    void clientGetsWhatTheHostSetAndTheVendorsDefaultsOtherwise() {
        ManualClock clock = new ManualClock();
        CallBudget shared = CallBudget.unlimited();

        RestClient plain = new ConnectorBuilder().token("t").build();
        RestClient set = new ConnectorBuilder()
                .token("t")
                .clock(clock)
                .budget(shared)
                .baseUrl(URI.create("http://127.0.0.1:8400"))
                .build();

        assertThat(plain.budget().left(CallBudget.ORDINARY, clock.instant())).isEqualTo(7);
        assertThat(plain.rebase("/patients")).isEqualTo("https://api.clinic.example/patients");
        assertThat(set.budget()).isSameAs(shared);
        assertThat(set.clock()).isSameAs(clock);
        assertThat(set.rebase("/patients")).isEqualTo("http://127.0.0.1:8400/patients");
    }

    private static final class ConnectorBuilder extends RestSettings<ConnectorBuilder> {

        private String token = "";

        ConnectorBuilder token(String value) {
            this.token = value;
            return this;
        }

        RestClient build() {
            requireSound("The clinic connector");
            return client(() -> URI.create("https://api.clinic.example"), ConnectorBuilder::ownBudget)
                    .account(AccountId.of("clinic", "17"))
                    .build();
        }

        @Override
        protected void check(List<String> problems) {
            if (token.isEmpty()) {
                problems.add("token is missing");
            }
        }

        private static CallBudget ownBudget() {
            return CallBudget.builder().window(Duration.ofMinutes(1), 7).build();
        }
    }
}
