package io.tidelock.hubspot;

/**
 * Something that an app can subscribe to, as its settings in HubSpot have it (§8.2).
 *
 * @param type such as {@code contact.deletion}
 * @param property the property whose changes are told, for {@code propertyChange}; empty for all other types
 */
public record HubSpotSubscription(String type, String property) {

    /** Shows it as one line. */
    @Override
    public String toString() {
        return property.isEmpty() ? type : type + " " + property;
    }
}
