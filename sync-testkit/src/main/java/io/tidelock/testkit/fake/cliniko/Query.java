package io.tidelock.testkit.fake.cliniko;

import io.tidelock.testkit.fake.FakeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query of a list request (page, "Pagination", "Filtering", "Sorting").
 *
 * @param page from 1
 * @param perPage 1 to 100
 * @param filters the {@code q[]} and {@code q} values
 * @param sort the {@code sort} value, empty without one
 * @param order the deprecated {@code order} value, empty without one
 * @param kept the parameters besides {@code page}, encoded, as links repeat them
 */
record Query(int page, int perPage, List<String> filters, String sort, String order, String kept) {

    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;

    /** Reads a request's query; a value out of range is refused with 400 [assumed]. */
    static Query of(FakeRequest request) {
        try {
            return new Query(
                    number(request, "page", 1, Integer.MAX_VALUE, 1),
                    number(request, "per_page", 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE),
                    filters(request),
                    request.query("sort").orElse(""),
                    request.query("order").orElse(""),
                    kept(request));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "The query is not validly encoded");
        }
    }

    private static List<String> filters(FakeRequest request) {
        List<String> filters = new ArrayList<>(request.queryAll("q[]"));
        filters.addAll(request.queryAll("q"));
        return List.copyOf(filters);
    }

    private static int number(FakeRequest request, String name, int min, int max, int fallback) {
        String text = request.query(name).orElse("");
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw Refusal.of(400, name + " is not in range");
        }
        return Integer.parseInt(text);
    }

    private static String kept(FakeRequest request) {
        StringBuilder kept = new StringBuilder();
        for (String name : List.of("per_page", "sort", "order", "q[]", "q")) {
            for (String value : request.queryAll(name)) {
                kept.append('&').append(encode(name)).append('=').append(encode(value));
            }
        }
        return kept.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the links of this page by name: self, and next and previous where they exist. */
    Map<String, String> links(String url, int total) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", at(url, page));
        if ((long) page * perPage < total) {
            links.put("next", at(url, page + 1));
        }
        if (page > 1) {
            links.put("previous", at(url, page - 1));
        }
        return links;
    }

    private String at(String url, int number) {
        return url + "?page=" + number + kept;
    }
}
