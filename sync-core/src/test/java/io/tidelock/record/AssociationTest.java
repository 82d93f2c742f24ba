package io.tidelock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssociationTest {

    private static final RecordType CONTACT = RecordType.of("contact");

    @Test
    void fieldNamesItsAssociation() {
        Association plain = Association.to(CONTACT);
        Association labelled = plain.labelled("Patient / Guardian");

        assertThat(Association.of(plain.field().name())).contains(plain);
        assertThat(Association.of(labelled.field().name())).contains(labelled);
        assertThat(plain.field()).isNotEqualTo(labelled.field());
        assertThat(Association.of("contact")).isEmpty();
    }

    @Test
    void referencesAreASetOfIds() {
        FieldType type = Association.to(CONTACT).field().type();

        assertThat(type.isSet()).isTrue();
        assertThat(type.canonical(type.read(Value.text("2;1; 2"))))
                .isEqualTo(type.canonical(Value.items(List.of("1", "2"))));
        assertThat(type.read(Value.text(" ; "))).isEqualTo(Value.empty());
    }
}
