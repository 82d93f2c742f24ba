package io.tidelock.record;

/**
 * Identifies one integration of one tenant: a plan bound to two connected accounts. The host chooses it and keeps it
 * stable; it keys every stored row, so two integrations never see each other's records.
 *
 * @param value 1 to 120 characters, not blank
 */
public record IntegrationId(String value) {

    /** Checks the length. */
    public IntegrationId {
        if (value.isBlank() || value.length() > 120) {
            throw new IllegalArgumentException("An integration id is 1 to 120 characters and not blank");
        }
    }

    /** Identifies an integration. */
    public static IntegrationId of(String value) {
        return new IntegrationId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
