package io.tidelock.testkit.fake.cliniko;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeClinikoListTest {

    private static final String PATH = "/v1/patients";

    private final ManualClock clock = new ManualClock();
    private final FakeCliniko clinic =
            FakeCliniko.builder().clock(clock).apiKey(Caller.KEY).rateLimit(0).build();
    private final Caller caller = new Caller(clinic);

    private String add(String first, Map<String, ?> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("first_name", first);
        fields.put("last_name", "Sample");
        clock.advance(Duration.ofSeconds(10));
        return clinic.createPatient(fields);
    }

    private List<String> names(String... filters) {
        return Caller.column(caller.list(PATH, filters), "patients", "first_name");
    }

    private String refusal(String... filters) {
        FakeResponse response = caller.list(PATH, filters);
        assertThat(response.status()).isEqualTo(400);
        return Caller.json(response).path("message").asText();
    }

    @Test
    void pagesHoldFiftyInOrderOfCreation() {
        List<String> ids = clinic.loadPatients(120);

        JsonNode first = Caller.json(caller.get(PATH));
        assertThat(first.path("patients")).hasSize(50);
        assertThat(first.path("patients").path(0).path("id").asText()).isEqualTo(ids.get(0));
        assertThat(first.path("total_entries").asInt()).isEqualTo(120);
        assertThat(first.path("links").toString())
                .isEqualTo("{\"self\":\"https://api.au4.cliniko.com/v1/patients?page=1\","
                        + "\"next\":\"https://api.au4.cliniko.com/v1/patients?page=2\"}");

        JsonNode last = Caller.json(caller.get(PATH + "?page=3"));
        assertThat(last.path("patients")).hasSize(20);
        assertThat(last.path("links").has("next")).isFalse();
        assertThat(last.path("links").path("previous").asText()).endsWith("?page=2");
        assertThat(Caller.json(caller.get(PATH + "?page=4")).path("patients")).isEmpty();
    }

    @Test
    void nextLinkKeepsFiltersSortAndPageSize() {
        clinic.loadPatients(7);
        String target = PATH + "?per_page=3&sort=updated_at:desc&" + Caller.filter("updated_at:>=2020-01-01T00:00:00Z");
        List<String> ids = new ArrayList<>();
        while (!target.isEmpty()) {
            FakeResponse page = caller.get(target);
            ids.addAll(Caller.column(page, "patients", "id"));
            target = Caller.json(page).path("links").path("next").asText().replace("https://api.au4.cliniko.com", "");
        }

        assertThat(ids).hasSize(7).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void pageSizeOutOfRangeIsRefused() {
        assertThat(caller.get(PATH + "?per_page=101").status()).isEqualTo(400);
        assertThat(caller.get(PATH + "?per_page=0").status()).isEqualTo(400);
        assertThat(caller.get(PATH + "?page=x").status()).isEqualTo(400);
        assertThat(caller.get(PATH + "?per_page=100&page=1").status()).isEqualTo(200);
    }

    @Test
    void unfilterableColumnIsRefused() {
        assertThat(refusal("country:=Australia")).isEqualTo("This column is not searchable.");
        assertThat(refusal("merged_at:?")).isEqualTo("This column is not searchable.");
        assertThat(refusal("nonsense:=1")).isEqualTo("This column is not searchable.");
    }

    @Test
    void filterValueOfTheWrongTypeIsRefused() {
        assertThat(refusal("id:=abc")).isEqualTo("Filter value for id must be a number");
        assertThat(refusal("date_of_birth:>1.2.2000")).isEqualTo("Filter value for date_of_birth must be a date");
        assertThat(refusal("updated_at:>2020-01-01T00:00:00+00:00"))
                .isEqualTo("Filter value for updated_at must be a datetime");
    }

    @Test
    void operatorOfAnotherKindIsRefused() {
        refusal("updated_at:=2020-01-01T00:00:00Z");
        refusal("id:~1");
        refusal("email:>a");
        refusal("accepted_privacy_policy:?");
        refusal("email:*");
        refusal("email");
        refusal("email:plain");
    }

    @Test
    void textOperatorsFilter() {
        add("Ann", Map.of("email", "ann@example.com"));
        add("Anna", Map.of("email", "anna@example.org"));
        add("Ben", Map.of());

        assertThat(names("first_name:=Ann")).containsExactly("Ann");
        assertThat(names("first_name:!=Ann")).containsExactly("Anna", "Ben");
        assertThat(names("email:~@example.")).containsExactly("Ann", "Anna");
        assertThat(names("email:~~%a@%.org")).containsExactly("Anna");
        assertThat(names("email:?")).containsExactly("Ann", "Anna");
        assertThat(names("email:!?")).containsExactly("Ben");
        assertThat(names("email:?", "first_name:!=Ann")).containsExactly("Anna");
        assertThat(Caller.json(caller.get(PATH + "?q=first_name:=Ben"))
                        .path("total_entries")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void numberDateAndFlagOperatorsFilter() {
        String ann = add("Ann", Map.of("date_of_birth", "1990-05-26", "accepted_privacy_policy", true));
        String ben = add("Ben", Map.of("date_of_birth", "2001-05-02", "accepted_privacy_policy", false));
        add("Cleo", Map.of());

        assertThat(names("id:=" + ann + "," + ben)).containsExactly("Ann", "Ben");
        assertThat(names("id:!=" + ann)).containsExactly("Ben", "Cleo");
        assertThat(names("id:>" + ann, "id:<=" + ben)).containsExactly("Ben");
        assertThat(names("date_of_birth:=****-05-**")).containsExactly("Ann", "Ben");
        assertThat(names("date_of_birth:=2001-05-02")).containsExactly("Ben");
        assertThat(names("date_of_birth:<2000-01-01")).containsExactly("Ann");
        assertThat(names("date_of_birth:!?")).containsExactly("Cleo");
        assertThat(names("accepted_privacy_policy:=true")).containsExactly("Ann");
        assertThat(names("accepted_privacy_policy:!=true")).containsExactly("Ben");
    }

    @Test
    void filterByTheShownStampReturnsTheSameRowAgain() {
        String id = add("Ann", Map.of());
        String shown = String.valueOf(clinic.patient(id).get("updated_at"));

        assertThat(shown).isEqualTo("2026-01-05T08:00:10Z");
        assertThat(names("updated_at:>" + shown)).containsExactly("Ann");
        assertThat(names("updated_at:<=" + shown)).isEmpty();
    }

    @Test
    void archivedRowsAreListedOnlyOnRequest() {
        String ann = add("Ann", Map.of());
        add("Ben", Map.of());
        clinic.archivePatient(ann);

        assertThat(names()).containsExactly("Ben");
        assertThat(names("archived_at:*")).containsExactly("Ann", "Ben");
        assertThat(names("archived_at:?")).containsExactly("Ann");
        assertThat(names("archived_at:!?")).containsExactly("Ben");
        assertThat(names("archived_at:>=2026-01-01T00:00:00Z")).containsExactly("Ann");
    }

    @Test
    void sortFollowsSeveralColumns() {
        add("Ben", Map.of("date_of_birth", "2000-01-01"));
        add("Ann", Map.of("date_of_birth", "2000-01-01"));
        add("Cleo", Map.of());

        assertThat(Caller.column(caller.get(PATH + "?sort=date_of_birth:desc,first_name"), "patients", "first_name"))
                .containsExactly("Cleo", "Ann", "Ben");
        assertThat(Caller.column(caller.get(PATH + "?sort=created_at:desc"), "patients", "first_name"))
                .containsExactly("Cleo", "Ann", "Ben");
        assertThat(caller.get(PATH + "?sort=pronouns").status()).isEqualTo(400);
        assertThat(caller.get(PATH + "?sort=id:up").status()).isEqualTo(400);
    }

    @Test
    void tenThousandPatientsAreListedOnceEach() {
        clinic.loadPatients(10_000);

        HashSet<String> ids = new HashSet<>();
        for (int page = 1; page <= 100; page++) {
            ids.addAll(Caller.column(
                    caller.get(PATH + "?per_page=100&page=" + page + "&"
                            + Caller.filter("updated_at:>2020-01-01T00:00:00Z")),
                    "patients",
                    "id"));
        }

        assertThat(ids).hasSize(10_000);
    }
}
