package io.tidelock.hubspot;

/** Where each family of endpoints lives: all that differs between versions of the API (§0.2). */
record Paths(String objects, String associations, String labels, String properties, String pipelines, String owners) {

    /**
     * Returns the paths of a version.
     *
     * @param version {@code v3} (with v4 associations) or a date such as {@code 2026-03}
     */
    static Paths of(String version) {
        if (version.equals("v3")) {
            return new Paths(
                    "crm/v3/objects",
                    "crm/v4/associations",
                    "crm/associations/v4",
                    "crm/v3/properties",
                    "crm/v3/pipelines",
                    "crm/v3/owners");
        }
        return new Paths(
                dated("objects", version),
                dated("associations", version),
                dated("associations", version),
                dated("properties", version),
                dated("pipelines", version),
                dated("owners", version));
    }

    static boolean known(String version) {
        return version.equals("v3") || version.matches("\\d{4}-(03|09)");
    }

    private static String dated(String family, String version) {
        return "crm/" + family + "/" + version;
    }
}
