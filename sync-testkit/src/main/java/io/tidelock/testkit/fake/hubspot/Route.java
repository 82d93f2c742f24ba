package io.tidelock.testkit.fake.hubspot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a path asks for, whichever version it is written in (§0.2).
 *
 * @param rest the decoded segments after the area, such as {@code [contacts, batch, read]}
 */
record Route(Version version, Area area, List<String> rest) {

    /** The API versions served. */
    enum Version {
        V3,
        V4,
        V2026_03,
        V2026_09;

        boolean isDated() {
            return this == V2026_03 || this == V2026_09;
        }

        static Optional<Version> of(String segment) {
            return switch (segment) {
                case "v3" -> Optional.of(V3);
                case "v4" -> Optional.of(V4);
                case "2026-03" -> Optional.of(V2026_03);
                case "2026-09" -> Optional.of(V2026_09);
                default -> Optional.empty();
            };
        }
    }

    /** The groups of endpoints served. */
    enum Area {
        OBJECTS,
        ASSOCIATIONS,
        PROPERTIES,
        PIPELINES,
        OWNERS,
        ACCOUNT
    }

    /** Reads a path; empty if HubSpot serves nothing there. */
    static Optional<Route> of(String path) {
        List<String> segments = segments(path);
        if (segments.size() >= 3 && segments.get(0).equals("account-info")) {
            return of(segments.get(1), "account", segments.subList(2, segments.size()));
        }
        if (segments.size() < 3 || !segments.get(0).equals("crm")) {
            return Optional.empty();
        }
        List<String> rest = segments.subList(3, segments.size());
        Optional<Route> versionFirst =
                of(segments.get(1), segments.get(2), rest).filter(route -> !route.version.isDated());
        return versionFirst.or(() -> of(segments.get(2), segments.get(1), rest).filter(Route::isVersionSecond));
    }

    private static Optional<Route> of(String version, String area, List<String> rest) {
        return Version.of(version)
                .flatMap(found -> area(area).map(where -> new Route(found, where, rest)))
                .filter(Route::isServed);
    }

    private static Optional<Area> area(String name) {
        return switch (name) {
            case "objects" -> Optional.of(Area.OBJECTS);
            case "associations" -> Optional.of(Area.ASSOCIATIONS);
            case "properties" -> Optional.of(Area.PROPERTIES);
            case "pipelines" -> Optional.of(Area.PIPELINES);
            case "owners" -> Optional.of(Area.OWNERS);
            case "account" -> Optional.of(Area.ACCOUNT);
            default -> Optional.empty();
        };
    }

    /** The dated form, and the association labels of v4, which the specification writes so. */
    private boolean isVersionSecond() {
        return version.isDated() || (version == Version.V4 && area == Area.ASSOCIATIONS && isLabels());
    }

    /** Associations are v4 or dated, in batches v3 as well; everything else is v3 or dated. */
    private boolean isServed() {
        boolean associations = area == Area.ASSOCIATIONS || isAssociationsOfObject();
        return version.isDated() || area == Area.ASSOCIATIONS || (version == Version.V4) == associations;
    }

    boolean isAssociationsOfObject() {
        return area == Area.OBJECTS && rest.size() > 2 && rest.get(2).equals("associations");
    }

    private boolean isLabels() {
        return rest.size() > 2 && rest.get(2).equals("labels");
    }

    boolean isSearch() {
        return area == Area.OBJECTS && rest.size() == 2 && rest.get(1).equals("search");
    }

    /** Whether the call has the rate limit of associations (§4). */
    boolean isAssociationBatch() {
        return area == Area.ASSOCIATIONS && rest.size() > 2 && rest.get(2).equals("batch");
    }

    /** Whether a call changes something. */
    boolean writes(String method) {
        String last = rest.isEmpty() ? "" : rest.get(rest.size() - 1);
        boolean reads = method.equals("GET")
                || (method.equals("POST") && Set.of("read", "search").contains(last));
        return !reads;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment));
            }
        }
        return segments;
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
