package io.tidelock.engine;

import io.tidelock.mapping.Converter;
import io.tidelock.record.Value;
import java.util.Set;

/** Translates the elements of a mapping's fields: by its converter, or ids by links. */
interface Words {

    /**
     * Returns what the target calls an element of the source; empty where it is left out.
     *
     * @throws io.tidelock.mapping.UnmappedValueException if there is no word for it, which is for a person
     */
    Set<String> toTarget(String element);

    /**
     * Returns what the source calls an element of the target; empty where it is left out.
     *
     * @throws io.tidelock.mapping.UnmappedValueException if there is no word for it, which is for a person
     */
    Set<String> toSource(String element);

    /** Returns what the target calls an element now, if it was renamed since it showed it. */
    default String renamed(String element) {
        return element;
    }

    /** Tells whether an element of the target means nothing to the source. */
    default boolean isForeign(String element) {
        return false;
    }

    /** Tells whether an element stays at the target as it is, shown or not, although the source still has it. */
    default boolean rests(String element) {
        return false;
    }

    /** Translates by a converter. */
    static Words of(Converter converter) {
        return new Words() {
            @Override
            public Set<String> toTarget(String element) {
                return Elements.items(converter.toTarget(Value.text(element)));
            }

            @Override
            public Set<String> toSource(String element) {
                return Elements.items(converter.toSource(Value.text(element)));
            }
        };
    }
}
