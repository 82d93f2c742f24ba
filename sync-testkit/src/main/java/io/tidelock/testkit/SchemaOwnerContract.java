package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaDifference.Kind;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.record.Field;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Property;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that a {@link SchemaOwner} names every difference, creates what is missing and changes nothing else. */
@DisplayName("A schema owner")
public abstract class SchemaOwnerContract extends ConnectorContract {

    private static final Field TEXT = Field.text("tidelock_contract_text");
    private static final Field CHOICE = Field.choice("tidelock_contract_choice");

    /** Makes the contract. */
    protected SchemaOwnerContract() {}

    @Test
    @DisplayName("names what is missing, in order, and creates nothing by looking")
    void checkNamesWhatIsMissing() {
        assertThat(owner().check(needed()))
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.MISSING, Kind.MISSING);
        assertThat(owner().check(needed()))
                .extracting(SchemaDifference::element)
                .containsExactlyElementsOf(needed().properties());
        assertThat(owner().check(needed()))
                .allMatch(difference -> !difference.detail().isBlank());
    }

    @Test
    @DisplayName("creates what is missing, so that nothing is left to settle, however often it is asked")
    void provisionCreatesWhatIsMissing() {
        assertThat(owner().provision(needed())).isEmpty();
        assertThat(owner().check(needed())).isEmpty();
        assertThat(owner().provision(needed())).isEmpty();
    }

    @Test
    @DisplayName("goes on where it stopped: what is there already is not in the way")
    void provisionGoesOn() {
        owner().provision(new Schema(needed().properties().subList(0, 1)));

        assertThat(owner().check(needed()))
                .extracting(SchemaDifference::element)
                .containsExactly(choice());
        assertThat(owner().provision(needed())).isEmpty();
    }

    @Test
    @DisplayName("names a property of another type and leaves it alone")
    void otherTypeIsNamedAndLeftAlone() {
        owner().provision(needed());
        Schema other = new Schema(List.of(Property.of(system().type(), Field.decimal(TEXT.name()), "Text")));

        assertThat(owner().provision(other)).extracting(SchemaDifference::kind).containsExactly(Kind.WRONG_TYPE);
        assertThat(owner().check(needed())).isEmpty();
    }

    @Test
    @DisplayName("asks for nothing when nothing is needed")
    void nothingNeededNothingMissing() {
        assertThat(owner().check(Schema.none())).isEmpty();
        assertThat(owner().provision(Schema.none())).isEmpty();
    }

    private Schema needed() {
        return new Schema(List.of(Property.of(system().type(), TEXT, "Text"), choice()));
    }

    private Property choice() {
        return Property.of(system().type(), CHOICE, "Choice").withOptions("Yes", "No");
    }

    private SchemaOwner owner() {
        return capability(system().connector().schema(), "SchemaOwner");
    }
}
