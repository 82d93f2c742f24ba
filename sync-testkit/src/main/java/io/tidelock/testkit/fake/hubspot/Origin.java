package io.tidelock.testkit.fake.hubspot;

/**
 * Who writes.
 *
 * @param sourceType as the property history tells it
 * @param enforcesRules whether admin-configured rules bind this writer: API version 2026-09 (§0.2)
 */
record Origin(String sourceType, String sourceId, boolean enforcesRules) {

    static final Origin UI = new Origin("CRM_UI", "userId:9000001", false);

    static Origin api(boolean enforcesRules) {
        return new Origin("INTEGRATION", "4210286", enforcesRules);
    }
}
