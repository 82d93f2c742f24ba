package io.tidelock.record;

/**
 * Names a field of a record type and says what it means.
 *
 * @param name the system's own name for it, or the CRM vocabulary's ({@code io.tidelock.crm})
 * @param type what its values mean
 */
public record Field(String name, FieldType type) {

    /** Checks that the name is there. */
    public Field {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A field needs a name");
        }
    }

    /** Names a field of free text. */
    public static Field text(String name) {
        return new Field(name, FieldType.TEXT);
    }

    /** Names a field with an e-mail address. */
    public static Field email(String name) {
        return new Field(name, FieldType.EMAIL);
    }

    /** Names a field with a phone number. */
    public static Field phone(String name) {
        return new Field(name, FieldType.PHONE);
    }

    /** Names a field with a decimal number. */
    public static Field decimal(String name) {
        return new Field(name, FieldType.DECIMAL);
    }

    /** Names a field with yes or no. */
    public static Field bool(String name) {
        return new Field(name, FieldType.BOOLEAN);
    }

    /** Names a field with a calendar date. */
    public static Field date(String name) {
        return new Field(name, FieldType.DATE);
    }

    /** Names a field with a point in time. */
    public static Field instant(String name) {
        return new Field(name, FieldType.INSTANT);
    }

    /** Names a field with one of a list of options. */
    public static Field choice(String name) {
        return new Field(name, FieldType.CHOICE);
    }

    /** Names a field with several of a list of options. */
    public static Field choices(String name) {
        return new Field(name, FieldType.CHOICES);
    }

    @Override
    public String toString() {
        return name;
    }
}
