package io.tidelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.store.Base.Settled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BaseTest {

    private static final Settled CITY = new Settled(print(1), print(2));
    private static final Settled TAGS = new Settled(print(3), print(4), new TreeSet<>(Set.of(print(5), print(6))));
    private static final Settled NAME = new Settled(print(7), print(8));

    @Test
    void holdsWhatItWasGivenInThatOrder() {
        Map<String, Settled> given = new LinkedHashMap<>();
        given.put("name", NAME);
        given.put("tags", TAGS);
        given.put("city", CITY);

        Base base = new Base(given);

        assertThat(base.fields()).isEqualTo(given).hasSameHashCodeAs(given);
        assertThat(base.fields().keySet()).containsExactly("name", "tags", "city");
        assertThat(base.of("tags")).contains(TAGS);
        assertThat(base.of("city")).contains(CITY);
        assertThat(base.of("country")).isEmpty();
    }

    @Test
    void orderMeansNothingToWhoCompares() {
        Base one = Base.none().with(Map.of("city", CITY)).with(Map.of("tags", TAGS));
        Base other = Base.none().with(Map.of("tags", TAGS)).with(Map.of("city", CITY));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(one.with(Map.of("city", NAME)));
        assertThat(one).isNotEqualTo(one.only(Set.of("city")));
        assertThat(one).isNotEqualTo(one.with(Map.of("tags", new Settled(TAGS.source(), TAGS.target()))));
    }

    @Test
    void laterFieldsTakeThePlaceOfEarlierOnes() {
        Base base = Base.none().with(Map.of("city", CITY)).with(Map.of("city", NAME));

        assertThat(base.fields()).isEqualTo(Map.of("city", NAME));
        assertThat(base.only(Set.of("name")).fields()).isEmpty();
        assertThat(List.copyOf(base.fields().entrySet())).containsExactly(Map.entry("city", NAME));
    }

    @Test
    void readMappingByMappingIsTheSameBase() {
        Base read = Base.reading(3)
                .add("name", NAME.source(), NAME.target(), NAME.members())
                .add("tags", TAGS.source(), TAGS.target(), TAGS.members())
                .add("city", CITY.source(), CITY.target(), CITY.members())
                .done();

        Map<String, Settled> fields = new LinkedHashMap<>();
        fields.put("name", NAME);
        fields.put("tags", TAGS);
        fields.put("city", CITY);
        assertThat(read).isEqualTo(new Base(fields));
        assertThat(read.fields()).isEqualTo(fields);
        assertThat(Base.reading(0).done()).isEqualTo(Base.none());
    }

    @Test
    void otherNumberOfMappingsThanWasSaidIsRefused() {
        Base.Reading one = Base.reading(1);

        assertThatThrownBy(one::done).isInstanceOf(IllegalStateException.class).hasMessageContaining("0 of 1");
        one.add("city", CITY.source(), CITY.target(), CITY.members());
        assertThatThrownBy(() -> one.add("name", NAME.source(), NAME.target(), NAME.members()))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Fingerprint print(long number) {
        return new Fingerprint(number, -number);
    }
}
